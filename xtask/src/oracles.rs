//! Our matchings against those of LEMON and networkx, and our assignments against those of LEMON, on the same problems.

use crate::counts::Counts;
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{apt, command};
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

/// The first so many lines of graphs are all that networkx is asked about: it takes 4 ms for each.
const ASKED_OF_NETWORKX: usize = 3000;

/// LEMON's headers use parts of the standard library that C++20 no longer has; and it
/// adds nodes and arcs that it fills in later, which GCC takes amiss.
const COMPILE: [&str; 4] = ["-std=c++14", "-O2", "-Wall", "-Wno-maybe-uninitialized"];

/// Compares every answer; an oracle that this machine cannot have is skipped.
pub fn check(project: &Project) -> Result<Counts> {
    let program = lemon(project);
    let lemon = || match &program {
        Ok(found) => Ok(found.as_ref().map(Command::new)),
        Err(error) => Err(anyhow::anyhow!("{error:#}")),
    };
    let networkx = networkx(project).map(|found| {
        found.map(|python| {
            let mut command = Command::new(python);
            command.arg(source(project, "networkx_matching.py")).arg(ASKED_OF_NETWORKX.to_string());
            command
        })
    });
    if matches!((&program, &networkx), (Ok(None), Ok(None))) {
        return Ok(Counts { skipped: 3, ..Counts::default() });
    }
    let questions = Questions::new(project, "graphs")?;
    let mut counts = questions.ask("LEMON", lemon(), questions.answers.len());
    counts += questions.ask("networkx", networkx, ASKED_OF_NETWORKX);
    let questions = Questions::new(project, "assignments")?;
    counts += questions.ask("LEMON", lemon(), questions.answers.len());
    Ok(counts)
}

/// The program of `lemon.cpp`; none where there is no compiler or no way to LEMON.
pub fn lemon(project: &Project) -> Result<Option<PathBuf>> {
    let has_compiler = || command::works(Command::new("c++").arg("--version"));
    if !has_compiler() && apt::may_install() {
        apt::install(&["g++"])?;
    }
    if !has_compiler() {
        println!("LEMON is skipped, since there is no C++ compiler by the name of c++");
        return Ok(None);
    }
    let folder = folder(project)?.join("lemon");
    let headers = folder.join("usr").join("include");
    if !headers.join("lemon").join("matching.h").is_file() {
        if !apt::may_unpack() {
            println!("LEMON is skipped, since it comes as a package of Debian and there is no apt-get");
            return Ok(None);
        }
        apt::unpack("liblemon-dev", &folder)?;
    }
    let (code, program) = (source(project, "lemon.cpp"), folder.join("lemon"));
    let stamp = Stamp::new(project, "lemon", fs::read(&code)?);
    if !(stamp.is_current() && program.is_file()) {
        stamp.clear()?;
        command::run(
            Command::new("c++").args(COMPILE).arg("-isystem").arg(&headers).arg(&code).arg("-o").arg(&program),
        )?;
        stamp.set()?;
    }
    Ok(Some(program))
}

/// A Python that has networkx; none where there is no Python that can make itself a home.
fn networkx(project: &Project) -> Result<Option<PathBuf>> {
    let has_python = || command::works(Command::new("python3").args(["-c", "import ensurepip, venv"]));
    if !has_python() && apt::may_install() {
        apt::install(&["python3-venv"])?;
    }
    if !has_python() {
        println!("networkx is skipped, since there is no python3 with venv");
        return Ok(None);
    }
    let home = folder(project)?.join("venv");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = source(project, "requirements.txt");
    let stamp = Stamp::new(project, "networkx", fs::read(&requirements)?);
    if !(stamp.is_current() && command::works(Command::new(&python).args(["-c", "import networkx"]))) {
        stamp.clear()?;
        command::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
        command::run(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"])
                .args(["--require-hashes", "--requirement"])
                .arg(&requirements),
        )?;
        stamp.set()?;
    }
    Ok(Some(python))
}

fn source(project: &Project, name: &str) -> PathBuf {
    project.root.join("tests").join("oracles").join(name)
}

fn folder(project: &Project) -> Result<PathBuf> {
    let folder = project.target.join("oracles");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The problems and our answers, which have proven themselves by their certificates.
struct Questions {
    what: &'static str,
    problems: PathBuf,
    /// One for each line of the problems.
    answers: Vec<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer {
    pairs: i64,
    total: i64,
}

impl Questions {
    /// Of the example `oracle_…` that writes what is asked for.
    fn new(project: &Project, what: &'static str) -> Result<Self> {
        let folder = folder(project)?;
        let (problems, answers) = (folder.join(format!("{what}.txt")), folder.join(format!("{what}.answers.txt")));
        command::run(
            command::cargo()
                .current_dir(&project.root)
                .args(["run", "--quiet", "--package", "commonground-optim", "--features", "instances"])
                .args(["--example", &format!("oracle_{what}"), "--"])
                .args([&problems, &answers]),
        )?;
        let answers = parse(&fs::read_to_string(&answers)?)?;
        Ok(Self { what, problems, answers })
    }

    /// Asks about the first so many lines, and prints what came of it.
    fn ask(&self, name: &str, oracle: Result<Option<Command>>, lines: usize) -> Counts {
        let compared = match oracle {
            Ok(None) => return Counts::SKIPPED,
            Ok(Some(mut oracle)) => self.compare(&mut oracle, lines),
            Err(error) => Err(error),
        };
        match compared {
            Ok(()) => {
                println!("{name} agrees on all of {lines} optima of {}", self.what);
                Counts::PASSED
            }
            Err(error) => {
                println!("error: {name}: {error:#}");
                Counts::FAILED
            }
        }
    }

    fn compare(&self, oracle: &mut Command, lines: usize) -> Result<()> {
        let theirs = parse(&command::output(oracle.stdin(File::open(&self.problems)?))?)?;
        ensure!(theirs.len() == lines, "{} answers to {lines} questions", theirs.len());
        let problems = fs::read_to_string(&self.problems)?;
        for ((problem, ours), theirs) in problems.lines().zip(&self.answers).zip(&theirs) {
            // Pairs of weight 0 make no difference where the total alone counts.
            let same = ours.total == theirs.total && (ours.pairs == theirs.pairs || problem.starts_with("free"));
            if !same {
                bail!("we find {ours:?}, it finds {theirs:?} on\n{problem}");
            }
        }
        Ok(())
    }
}

/// Reads lines that begin with a number of pairs, or of units wanted first, and a total.
fn parse(text: &str) -> Result<Vec<Answer>> {
    let answer = |line: &str| {
        let mut numbers = line.split_whitespace().map(|word| word.parse().ok());
        let (pairs, total) = (numbers.next()??, numbers.next()??);
        Some(Answer { pairs, total })
    };
    text.lines().map(|line| answer(line).with_context(|| format!("no answer: {line}"))).collect()
}
