//! Runs programs, each in a process of its own, and holds them to their limits. Those of a bundle are forked from
//! this one: to start a program anew costs ten times as much. Compiled as a program, it runs the command that it is
//! given. For Linux on 64 bits.
//!
//! The supervisor forks a few workers, and those the programs. What a program starts falls to its worker when its
//! own parent ends, whatever group or session it has moved to: so a worker knows all that is to end with a program.

use std::ffi::CString;
use std::os::raw::{c_char, c_int, c_long, c_ulong};
use std::time::{Duration, Instant};

unsafe extern "C" {
    fn close(file: c_int) -> c_int;
    fn dup2(from: c_int, to: c_int) -> c_int;
    fn fork() -> c_int;
    fn getppid() -> c_int;
    fn kill(process: c_int, signal: c_int) -> c_int;
    fn open(path: *const c_char, flags: c_int, mode: c_int) -> c_int;
    fn pipe(ends: *mut [c_int; 2]) -> c_int;
    fn prctl(option: c_int, argument: c_ulong) -> c_int;
    fn read(file: c_int, buffer: *mut u8, size: usize) -> isize;
    fn setpgid(process: c_int, group: c_int) -> c_int;
    fn setrlimit(resource: c_int, limit: *const [u64; 2]) -> c_int;
    fn setsid() -> c_int;
    fn sysconf(name: c_int) -> c_long;
    fn waitpid(process: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn write(file: c_int, buffer: *const u8, size: usize) -> isize;
}

const SIGKILL: c_int = 9;
const WNOHANG: c_int = 1;
const PR_SET_PDEATHSIG: c_int = 1;
const PR_SET_CHILD_SUBREAPER: c_int = 36;
const SC_PAGESIZE: c_int = 30;
/// `O_WRONLY | O_CREAT | O_TRUNC`.
const CREATE: c_int = 0o1101;

/// Between two looks at a program that has just begun; at one that takes its time; at all that it has started.
const PAUSE: Duration = Duration::from_micros(100);
const LONG_PAUSE: Duration = Duration::from_millis(1);
const PATIENCE: Duration = Duration::from_millis(20);
/// To look at every process of the machine takes so small a part of the time.
const SHARE: u32 = 10;
/// What does not end when it is killed waits for a device, and not for us.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// A line of the plan, between tabs: index, milliseconds, the folder to run in, what its two outputs' files begin
/// with.
struct Job {
    index: usize,
    time: Duration,
    folder: String,
    output: String,
}

/// What a program may take: bytes of either output, processes, bytes written to wherever, bytes of memory; and of
/// the resources of setrlimit(2), each its number and its limit.
struct Limits {
    output: u64,
    processes: usize,
    written: u64,
    memory: u64,
    resources: Vec<u64>,
}

#[allow(dead_code)]
fn main() {
    use std::os::unix::process::CommandExt;
    if supervise().is_none() {
        return;
    }
    let mut words = std::env::args().skip_while(|word| word != "--").skip(1);
    let program = words.next().unwrap();
    let error = std::process::Command::new(&program).args(words).exec();
    eprintln!("{program}: {error}");
    std::process::exit(127);
}

/// The index of the program to run, in a process of its own; nothing elsewhere, when all have ended. The arguments:
/// the plan, how many at once, the limits.
pub fn supervise() -> Option<usize> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u64> = arguments[1..]
        .iter()
        .map_while(|text| text.parse().ok())
        .collect();
    let limits = Limits {
        output: numbers[1],
        processes: numbers[2] as usize,
        written: numbers[3],
        memory: numbers[4],
        resources: numbers[5..].to_vec(),
    };
    let plan = std::fs::read_to_string(&arguments[0]).unwrap();
    let jobs: Vec<Job> = plan.lines().map(read_job).collect();
    let queue = fill_queue(jobs.len());
    unsafe {
        prctl(PR_SET_PDEATHSIG, SIGKILL as c_ulong);
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    }
    let supervisor = std::process::id() as c_int;
    let mut workers = Vec::new();
    let mut to_begin = jobs.len().min(numbers[0] as usize);
    // A program may end its worker: another goes on with the jobs that are left.
    let mut spare = jobs.len();
    loop {
        while to_begin > 0 {
            to_begin -= 1;
            match unsafe { fork() } {
                0 => return work(queue, &jobs, &limits, supervisor),
                worker if worker > 0 => workers.push(worker),
                _ => {}
            };
        }
        if workers.is_empty() {
            end_all();
            return None;
        }
        let mut status = 0;
        let ended = unsafe { waitpid(-1, &mut status, 0) };
        let Some(at) = workers.iter().position(|&worker| worker == ended) else {
            continue;
        };
        workers.swap_remove(at);
        if status != 0 {
            end_others(&workers);
            to_begin = spare.min(1);
            spare -= to_begin;
        }
    }
}

fn read_job(line: &str) -> Job {
    let mut words = line.splitn(4, '\t');
    let mut word = || words.next().unwrap().to_string();
    Job {
        index: word().parse().unwrap(),
        time: Duration::from_millis(word().parse().unwrap()),
        folder: word(),
        output: word(),
    }
}

/// A pipe that holds the numbers of all jobs, from which each worker takes the next.
fn fill_queue(jobs: usize) -> c_int {
    let mut ends = [0; 2];
    unsafe {
        assert_eq!(pipe(&mut ends), 0);
        for number in 0..jobs as u32 {
            write(ends[1], number.to_ne_bytes().as_ptr(), 4);
        }
        close(ends[1]);
    }
    ends[0]
}

fn work(queue: c_int, jobs: &[Job], limits: &Limits, supervisor: c_int) -> Option<usize> {
    unsafe {
        // Out of the group that is killed when the user interrupts: somebody must clear up.
        setsid();
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    }
    let mut number = [0; 4];
    while unsafe { read(queue, number.as_mut_ptr(), 4) } == 4 {
        let job = &jobs[u32::from_ne_bytes(number) as usize];
        // A neighbour may have made it, or removed what it is to lie in: the job is then not told of.
        if std::fs::create_dir(&job.folder).is_err() {
            continue;
        }
        let before = written_by("self");
        let process = unsafe { fork() };
        if process == 0 {
            unsafe { close(queue) };
            become_program(job, &limits.resources);
            return Some(job.index);
        }
        if process > 0 {
            watch(process, job, limits, before, supervisor);
        }
        // Most leave nothing behind: here that takes no time.
        let _ = std::fs::remove_dir(&job.folder);
        if unsafe { getppid() } != supervisor {
            break;
        }
    }
    None
}

fn watch(process: c_int, job: &Job, limits: &Limits, before: u64, supervisor: c_int) {
    let begun = Instant::now();
    let mut next_look = PATIENCE / 4;
    let mut cut = "-";
    let status = loop {
        let mut status = 0;
        let ended = unsafe { waitpid(-1, &mut status, WNOHANG) };
        if ended == process {
            break status;
        }
        if ended > 0 {
            continue;
        }
        let elapsed = begun.elapsed();
        if cut == "-" {
            cut = if unsafe { getppid() } != supervisor || elapsed > job.time {
                "time"
            } else if printed(&job.output) > limits.output {
                "output"
            } else if elapsed > next_look {
                let over = what_is_over(limits, before);
                next_look = elapsed + PATIENCE.max((begun.elapsed() - elapsed) * SHARE);
                over
            } else {
                "-"
            };
        }
        if cut != "-" {
            unsafe {
                kill(-process, SIGKILL);
                kill(process, SIGKILL);
            }
        }
        std::thread::sleep(if elapsed < PATIENCE {
            PAUSE
        } else {
            LONG_PAUSE
        });
    };
    let micros = begun.elapsed().as_micros();
    unsafe { kill(-process, SIGKILL) };
    end_all();
    // A fast one may end between two looks.
    if cut == "-" && written_by("self").saturating_sub(before) > limits.written {
        cut = "disk";
    }
    println!("{} {} {} {}", job.index, status, cut, micros);
}

fn printed(output: &str) -> u64 {
    let size =
        |stream: &str| std::fs::metadata(format!("{output}.{stream}")).map_or(0, |file| file.len());
    size("out").max(size("err"))
}

/// Which limit the program goes over, together with all that it has started.
fn what_is_over(limits: &Limits, before: u64) -> &'static str {
    let all = descendants(&[]);
    let memory: u64 = all.iter().map(|one| one.memory).sum();
    // What has ended is charged to who waited for it: the worker, at the end.
    let written: u64 = all
        .iter()
        .map(|one| written_by(&one.process.to_string()))
        .sum();
    if all.len() > limits.processes {
        "processes"
    } else if memory > limits.memory {
        "memory"
    } else if (written + written_by("self")).saturating_sub(before) > limits.written {
        "disk"
    } else {
        "-"
    }
}

/// The bytes that a process has written so far, to files, pipes or whatever else; see proc_pid_io(5).
fn written_by(process: &str) -> u64 {
    let told = std::fs::read_to_string(format!("/proc/{process}/io")).unwrap_or_default();
    let count = told.lines().find_map(|line| line.strip_prefix("wchar: "));
    count.and_then(|text| text.parse().ok()).unwrap_or(0)
}

struct Process {
    process: c_int,
    parent: c_int,
    memory: u64,
}

/// All processes below this one, but for some of its children and what is below those.
fn descendants(but: &[c_int]) -> Vec<Process> {
    let mut rest: Vec<Process> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| read_process(entry.ok()?.file_name().to_str()?.parse().ok()?))
        .collect();
    let mut known = vec![std::process::id() as c_int];
    let mut found = Vec::new();
    loop {
        let (below, others): (Vec<Process>, Vec<Process>) = rest
            .into_iter()
            .partition(|one| known.contains(&one.parent) && !but.contains(&one.process));
        if below.is_empty() {
            return found;
        }
        known.extend(below.iter().map(|one| one.process));
        found.extend(below);
        rest = others;
    }
}

/// See proc_pid_stat(5): the name of a program, in parentheses, may hold anything.
fn read_process(process: c_int) -> Option<Process> {
    let stat = std::fs::read(format!("/proc/{process}/stat")).ok()?;
    let end = stat.iter().rposition(|&byte| byte == b')')?;
    let rest = std::str::from_utf8(&stat[end + 1..]).ok()?;
    let words: Vec<&str> = rest.split_ascii_whitespace().collect();
    let pages: u64 = words.get(21)?.parse().ok()?;
    Some(Process {
        process,
        parent: words[1].parse().ok()?,
        memory: pages * unsafe { sysconf(SC_PAGESIZE) } as u64,
    })
}

/// Ends whatever is below this process, and waits for it.
fn end_all() {
    let begun = Instant::now();
    while begun.elapsed() < LAST_WAIT {
        match unsafe { waitpid(-1, &mut 0, WNOHANG) } {
            -1 => return,
            0 => {
                end_others(&[]);
                std::thread::sleep(PAUSE);
            }
            _ => {}
        }
    }
}

fn end_others(but: &[c_int]) {
    for one in descendants(but) {
        unsafe { kill(one.process, SIGKILL) };
    }
}

fn become_program(job: &Job, resources: &[u64]) {
    // A program that cannot be begun must not look like one that failed.
    let die = || unsafe { kill(std::process::id() as c_int, SIGKILL) };
    if std::env::set_current_dir(&job.folder).is_err() {
        die();
    }
    for name in ["HOME", "TMPDIR"] {
        #[allow(unused_unsafe)]
        unsafe {
            std::env::set_var(name, &job.folder)
        };
    }
    unsafe {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL as c_ulong);
        for (stream, number) in [("out", 1), ("err", 2)] {
            let path = CString::new(format!("{}.{stream}", job.output)).unwrap();
            if dup2(open(path.as_ptr(), CREATE, 0o600), number) < 0 {
                die();
            }
        }
        for pair in resources.chunks(2) {
            setrlimit(pair[0] as c_int, &[pair[1], pair[1]]);
        }
    }
}
