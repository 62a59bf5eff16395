//! Runs the programs of a bundle, each in a process of its own that is forked from this one: to start a program
//! anew costs ten times as much. Written so that it means the same in every edition; for Linux on 64 bits.

use std::ffi::CString;
use std::io::Write;
use std::os::raw::{c_char, c_int, c_ulong};
use std::time::{Duration, Instant};

unsafe extern "C" {
    fn fork() -> c_int;
    fn setpgid(process: c_int, group: c_int) -> c_int;
    fn prctl(option: c_int, argument: c_ulong) -> c_int;
    fn open(path: *const c_char, flags: c_int, mode: c_int) -> c_int;
    fn dup2(from: c_int, to: c_int) -> c_int;
    fn setrlimit(resource: c_int, limit: *const [u64; 2]) -> c_int;
    fn waitpid(process: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn kill(process: c_int, signal: c_int) -> c_int;
}

const SIGKILL: c_int = 9;
const WNOHANG: c_int = 1;
const PR_SET_PDEATHSIG: c_int = 1;
/// `O_WRONLY | O_CREAT | O_TRUNC`.
const CREATE: c_int = 0o1101;
const PAUSE: Duration = Duration::from_micros(100);
/// What runs for longer than most mostly waits, and leaves its place to the next.
const SETTLED: Duration = Duration::from_millis(50);
/// Also of those that wait there are not more than this at once.
const AT_MOST: usize = 16;

/// A line of the plan, between tabs: index, milliseconds, the folder to run in, what its two outputs' files begin
/// with.
struct Job {
    index: usize,
    time: Duration,
    folder: String,
    output: String,
}

struct Running {
    process: c_int,
    index: usize,
    output: String,
    begun: Instant,
    time: Duration,
    cut: &'static str,
}

/// The index of the program to run, in a child; nothing in the supervisor, when all have ended. Its arguments:
/// the plan, how many at once, bytes of output, then pairs of a resource's number and its limit.
pub fn supervise() -> Option<usize> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u64> = arguments[1..]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
    let (at_once, max_output, limits) = (numbers[0] as usize, numbers[1], &numbers[2..]);
    let plan = std::fs::read_to_string(&arguments[0]).unwrap();
    let mut jobs = plan.lines().map(read_job);
    let mut running: Vec<Running> = Vec::new();
    loop {
        while running.len() < AT_MOST && fresh(&running) < at_once {
            let Some(Job {
                index,
                time,
                folder,
                output,
            }) = jobs.next()
            else {
                break;
            };
            let process = unsafe { fork() };
            if process == 0 {
                become_program(&folder, &output, limits);
                return Some(index);
            }
            let begun = Instant::now();
            running.push(Running {
                process,
                index,
                output,
                begun,
                time,
                cut: "-",
            });
        }
        if running.is_empty() {
            return None;
        }
        let mut status = 0;
        let ended = unsafe { waitpid(-1, &mut status, WNOHANG) };
        if let Some(at) = running.iter().position(|one| one.process == ended) {
            let one = running.swap_remove(at);
            // What it left behind in its group ends with it.
            unsafe { kill(-one.process, SIGKILL) };
            let micros = one.begun.elapsed().as_micros();
            println!("{} {} {} {}", one.index, status, one.cut, micros);
            let _ = std::io::stdout().flush();
            continue;
        }
        for one in running.iter_mut().filter(|one| one.cut == "-") {
            if one.begun.elapsed() > one.time {
                one.cut = "time";
            } else if written(&one.output) > max_output {
                one.cut = "output";
            } else {
                continue;
            }
            unsafe { kill(-one.process, SIGKILL) };
        }
        std::thread::sleep(PAUSE);
    }
}

fn fresh(running: &[Running]) -> usize {
    let fresh = |one: &&Running| one.begun.elapsed() < SETTLED;
    running.iter().filter(fresh).count()
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

fn written(output: &str) -> u64 {
    let size =
        |stream: &str| std::fs::metadata(format!("{output}.{stream}")).map_or(0, |file| file.len());
    size("out").max(size("err"))
}

fn become_program(folder: &str, output: &str, limits: &[u64]) {
    std::env::set_current_dir(folder).unwrap();
    for name in ["HOME", "TMPDIR"] {
        #[allow(unused_unsafe)]
        unsafe {
            std::env::set_var(name, folder)
        };
    }
    unsafe {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL as c_ulong);
        for (stream, number) in [("out", 1), ("err", 2)] {
            let path = CString::new(format!("{output}.{stream}")).unwrap();
            dup2(open(path.as_ptr(), CREATE, 0o600), number);
        }
        for pair in limits.chunks(2) {
            setrlimit(pair[0] as c_int, &[pair[1], pair[1]]);
        }
    }
}
