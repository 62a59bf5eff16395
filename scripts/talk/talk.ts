import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { OxideckError, type Problem } from '../diagnostics/problem.ts';
import { checkReferences } from './references.ts';
import {
  AudienceSchema,
  type AudienceSettings,
  type Claim,
  ClaimsSchema,
  TalkSchema,
  type TalkSettings,
} from './schema.ts';
import { readSection, type Section } from './section.ts';
import { parseYaml, validate, type YamlSource } from './yaml-source.ts';

/** Who listens, how long, which sections in which order. */
export interface Audience extends AudienceSettings {
  id: string;
  file: string;
  /** The line in the audience's file of a section it names, of a tag, or of a key. */
  lines: { sections: readonly number[]; tags: readonly number[]; palette: number };
}

/** A document about Rust, and whom it is told to. */
export interface Talk {
  /** The talk's folder, as an absolute path. */
  dir: string;
  settings: TalkSettings;
  sections: ReadonlyMap<string, Section>;
  audiences: ReadonlyMap<string, Audience>;
  claims: ReadonlyMap<string, Claim & { file: string; line: number }>;
}

const RE_ID = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Reads and validates a talk's folder. All problems are collected; the talk holds whatever could be read.
 *
 * @throws OxideckError with exit code 2 when the folder holds no talk
 */
export function readTalk(dir: string): { talk: Talk; problems: Problem[] } {
  if (!existsSync(join(dir, 'slides'))) {
    throw new OxideckError(
      ExitCode.usage,
      `no talk in ${dir}: it has no folder \`slides\``,
      'run oxideck in the folder of a talk, or name one with `--talk DIR`',
    );
  }
  const problems: Problem[] = [];
  const settings = readYamlFile(dir, 'slides/talk.yaml', TalkSchema, problems);
  const sections = new Map<string, Section>();
  for (const file of listFiles(dir, 'slides/sections', '.md', problems)) {
    const id = basename(file, '.md');
    const result = readSection(readText(dir, file), id, file);
    problems.push(...result.problems);
    if (result.section) sections.set(id, result.section);
  }
  const audiences = new Map<string, Audience>();
  for (const file of listFiles(dir, 'slides/audiences', '.yaml', problems)) {
    const audience = readYamlFile(dir, file, AudienceSchema, problems);
    if (audience.value)
      audiences.set(basename(file, '.yaml'), withLines(audience.value, file, audience.source));
  }
  const talk: Talk = {
    dir,
    settings: settings.value ?? {
      title: basename(dir),
      speaker: '',
      language: 'en',
      paper: 'A4',
      canvas: '16:9',
      console: [],
    },
    sections,
    audiences,
    claims: readClaims(dir, problems),
  };
  const isRead = (folder: string) =>
    problems.every(problem => problem.severity === 'warning' || !problem.file.startsWith(`slides/${folder}`));
  const read = {
    sections: isRead('sections'),
    audiences: isRead('audiences'),
    claims: isRead('claims.yaml'),
  };
  problems.push(...checkReferences(talk, read));
  return { talk, problems };
}

function withLines(settings: AudienceSettings, file: string, source: YamlSource): Audience {
  return {
    ...settings,
    id: basename(file, '.yaml'),
    file,
    lines: {
      sections: settings.sections.map((_, index) => source.lineOf(['sections', index])),
      tags: settings.tags.map((_, index) => source.lineOf(['tags', index])),
      palette: source.lineOf(['palette']),
    },
  };
}

function readClaims(dir: string, problems: Problem[]): Talk['claims'] {
  const file = 'slides/claims.yaml';
  const claims = new Map<string, Claim & { file: string; line: number }>();
  if (!existsSync(join(dir, file))) return claims;
  const { value, source } = readYamlFile(dir, file, ClaimsSchema, problems);
  for (const [index, claim] of (value?.claims ?? []).entries()) {
    const line = source.lineOf(['claims', index, 'id']);
    const earlier = claims.get(claim.id);
    if (earlier) {
      problems.push({
        kind: 'duplicate-id',
        severity: 'error',
        message: `the claim \`${claim.id}\` stands here and on line ${earlier.line}`,
        help: 'give one of them another id, or remove it',
        file,
        line,
      });
    } else claims.set(claim.id, { ...claim, file, line });
  }
  return claims;
}

function readYamlFile<T extends z.ZodType>(
  dir: string,
  file: string,
  schema: T,
  problems: Problem[],
): { value: z.output<T> | undefined; source: YamlSource } {
  if (!existsSync(join(dir, file))) {
    problems.push({
      kind: 'missing-file',
      severity: 'error',
      message: `the talk has no \`${file}\``,
      help: 'write it: the README shows what it holds',
      file,
      line: 0,
    });
    return { value: undefined, source: parseYaml('', file) };
  }
  const source = parseYaml(readText(dir, file), file);
  const { value, problems: refused } = validate(source, schema, file);
  problems.push(...source.problems, ...refused);
  return { value, source };
}

/** The files of one kind in a folder, by name; a name that is no id is a problem. */
function listFiles(dir: string, folder: string, extension: string, problems: Problem[]): string[] {
  const path = join(dir, folder);
  const names = existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).sort() : [];
  const files = names.filter(name => name.endsWith(extension));
  if (files.length === 0) {
    problems.push({
      kind: 'empty-talk',
      severity: 'error',
      message: `the talk is empty: \`${folder}\` holds no \`*${extension}\` file`,
      help: extension === '.md' ? 'write a first section' : 'write a first audience',
      file: folder,
      line: 0,
    });
  }
  return files
    .map(name => `${folder}/${name}`)
    .filter(file => {
      const id = basename(file, extension);
      if (RE_ID.test(id)) return true;
      problems.push({
        kind: 'invalid-name',
        severity: 'error',
        message: `\`${id}\` is no valid id`,
        help: 'name the file with lower-case letters, digits and hyphens',
        file,
        line: 0,
      });
      return false;
    });
}

function readText(dir: string, file: string): string {
  return readFileSync(join(dir, file), 'utf8').replace(/^\uFEFF/, '');
}
