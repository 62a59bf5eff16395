export interface Inks {
  ground: string;
  text: string;
  muted: string;
  rust: string;
  string: string;
  number: string;
  type: string;
  keyword: string;
}

// Few inks: what a reader looks for in Rust is who owns and who borrows, so lifetimes and macros get the warm one.
const scopes: Record<Exclude<keyof Inks, 'ground' | 'text'>, string[]> = {
  muted: [
    'comment',
    'punctuation.definition.comment',
    'meta.attribute',
    'punctuation.definition.attribute',
    'meta.prompt',
    'meta.output',
  ],
  keyword: [
    'keyword',
    'storage',
    'storage.type',
    'storage.modifier',
    'variable.language',
    'constant.language',
  ],
  type: [
    'entity.name.type',
    'entity.name.class',
    'entity.name.namespace',
    'support.type',
    'support.class',
    'entity.name.tag',
    'support.type.property-name',
    'entity.other.attribute-name',
    'variable.other.key',
  ],
  string: ['string', 'punctuation.definition.string', 'constant.character'],
  number: ['constant.numeric', 'constant.other', 'constant.language.boolean', 'constant.language.bool'],
  rust: [
    'entity.name.function.macro',
    'support.macro',
    'entity.name.type.lifetime',
    'punctuation.definition.lifetime',
    'entity.name.lifetime',
    'keyword.operator.question',
    'punctuation.separator.prompt',
  ],
};

const plain = [
  'keyword.operator',
  'punctuation',
  'entity.name.function',
  'support.function',
  'variable',
  'keyword.operator.namespace',
];

export function codeTheme(name: string, type: 'light' | 'dark', inks: Inks) {
  const colour = (scope: string[], foreground: string) => ({ scope, settings: { foreground } });
  return {
    name,
    type,
    colors: { 'editor.background': inks.ground, 'editor.foreground': inks.text },
    settings: [
      { settings: { foreground: inks.text, background: inks.ground } },
      colour(plain, inks.text),
      ...Object.entries(scopes).map(([ink, scope]) => colour(scope, inks[ink as keyof typeof scopes])),
    ],
  };
}
