//! Our matchings against those of LEMON and networkx, our assignments against those of LEMON, and our theme models and
//! lotteries over panels against HiGHS, on the same problems; and the numbers of a review, worked out once more with networkx
//! and numpy.

use crate::counts::Counts;
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{apt, command};
use anyhow::{Result, anyhow, bail, ensure};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

/// The first so many lines of graphs are all that networkx is asked about: it takes 4 ms for each.
const ASKED_OF_NETWORKX: usize = 3000;

/// LEMON's headers use parts of the standard library that C++20 no longer has; and it
/// adds nodes and arcs that it fills in later, which GCC takes amiss.
const COMPILE: [&str; 4] = ["-std=c++14", "-O2", "-Wall", "-Wno-maybe-uninitialized"];

/// The smallest chance of a lottery is as large as can be, up to tolerances of two simplex methods and whole tickets.
const LEAST_CHANCE: f64 = 1e-6;

/// The same of the chances above it.
const ANY_CHANCE: f64 = 1e-6;

/// The answer where nothing keeps to the rules of a problem.
const INFEASIBLE: &str = "infeasible";

/// Compares every answer; an oracle that this machine cannot have is skipped.
pub fn check(project: &Project) -> Result<Counts> {
    let lemon = lemon(project);
    let python = python(project);
    let highs = highs(&python);
    let script = |name| source(project, name).into_os_string();
    let few = ASKED_OF_NETWORKX;
    let all = |name, program, arguments| Oracle { name, program, arguments, most: usize::MAX };
    let networkx = [script("networkx_matching.py"), few.to_string().into()].into();
    let graphs = [all("LEMON", &lemon, [].into()), Oracle { most: few, ..all("networkx", &python, networkx) }];
    let mut counts = ask(project, "graphs", same_matching, &graphs)?;
    counts += ask(project, "assignments", same_matching, &[all("LEMON", &lemon, [].into())])?;
    counts += ask(project, "themes", same_points, &[all("HiGHS", &highs, [script("highs_themes.py")].into())])?;
    counts += ask(project, "panels", same_chances, &[all("HiGHS", &highs, [script("highs_panels.py")].into())])?;
    counts += reviews(project, &highs)?;
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
fn python(project: &Project) -> Result<Option<PathBuf>> {
    let has_python = || command::works(Command::new("python3").args(["-c", "import ensurepip, venv"]));
    if !has_python() && apt::may_install() {
        apt::install(&["python3-venv"])?;
    }
    if !has_python() {
        println!("networkx and HiGHS are skipped, since there is no python3 with venv");
        return Ok(None);
    }
    let home = folder(project)?.join("venv");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = source(project, "requirements.txt");
    let stamp = Stamp::new(project, "python", fs::read(&requirements)?);
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

/// The same if it has HiGHS.
fn highs(python: &Result<Option<PathBuf>>) -> Result<Option<PathBuf>> {
    let python = again(python)?;
    let found = python.clone().filter(|python| command::works(Command::new(python).args(["-c", "import highspy"])));
    if python.is_some() && found.is_none() {
        println!("HiGHS is skipped, since it comes as a wheel for Python 3.11 or newer");
    }
    Ok(found)
}

/// Forms that the sample networks are reviewed in: what the sample asks for, and others under the rules that suit any form.
const REVIEWED: [(&str, Option<&str>); 5] = [
    ("as it is", None),
    ("a pair each", Some(r#"{"form":"pairs"}"#)),
    ("pairs in two rounds", Some(r#"{"form":"pairs","rounds":2}"#)),
    ("two groups each", Some(r#"{"form":"communities","size":[5,8],"perMember":2,"objective":"total"}"#)),
    ("coaching", Some(r#"{"form":"coaching"}"#)),
];

/// Rules that hold in groups of any size.
const ANY_SIZE: [&str; 3] = ["share", "noRepeat", "apart"];

/// Reviews plans of the sample networks (with the Python that has numpy, which HiGHS brings), each number of which must be what the script makes of it.
fn reviews(project: &Project, python: &Result<Option<PathBuf>>) -> Result<Counts> {
    let Some(python) = again(python)? else { return Ok(Counts::SKIPPED) };
    let folder = folder(project)?;
    let ours = |arguments: &[&std::ffi::OsStr]| {
        let mut cargo = command::cargo();
        cargo.current_dir(&project.root).args(["run", "--quiet", "--package", "commonground", "--"]);
        command::run(cargo.args(arguments))
    };
    let mut counts = Counts::default();
    for sample in ["education-24", "programme-120"] {
        let text = fs::read_to_string(project.root.join("samples").join(format!("{sample}.json")))?;
        for (number, (name, form)) in REVIEWED.iter().enumerate() {
            let files = ["input", "plan", "review"].map(|what| folder.join(format!("{sample}.{number}.{what}.json")));
            let [input, plan, review] = files.each_ref().map(|file| file.as_os_str());
            let mut asked: serde_json::Value = serde_json::from_str(&text)?;
            let scenario = &mut asked["scenario"];
            scenario["effort"] = serde_json::json!({"iterations": 1_000_000, "seconds": 600});
            if let Some(form) = form {
                scenario["form"] = serde_json::from_str(form)?;
                if let Some(rules) = scenario["rules"].as_array_mut() {
                    rules.retain(|rule| rule["rule"].as_str().is_some_and(|word| ANY_SIZE.contains(&word)));
                }
            }
            fs::write(&files[0], asked.to_string())?;
            ours(&["solve".as_ref(), input, "--output".as_ref(), plan])?;
            ours(&["review".as_ref(), input, plan, "--output".as_ref(), review])?;
            let script = source(project, "review.py");
            match command::output(Command::new(&python).arg(script).args(&files)) {
                Ok(agreed) => {
                    println!("{} numbers of the review of {sample}, {name}, are right", agreed.trim());
                    counts += Counts::PASSED;
                }
                Err(error) => {
                    println!("error: the review of {sample}, {name}: {error:#}");
                    counts += Counts::FAILED;
                }
            }
        }
    }
    Ok(counts)
}

/// Errors cannot be cloned, and one is told of everything that it prevents.
fn again(found: &Result<Option<PathBuf>>) -> Result<Option<PathBuf>> {
    match found {
        Ok(found) => Ok(found.clone()),
        Err(error) => Err(anyhow!("{error:#}")),
    }
}

fn source(project: &Project, name: &str) -> PathBuf {
    project.root.join("tests").join("oracles").join(name)
}

fn folder(project: &Project) -> Result<PathBuf> {
    let folder = project.target.join("oracles");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Another implementation. It reads problems, a line each, and prints a line for each of the first so many.
struct Oracle<'a> {
    name: &'static str,
    /// None where this machine cannot have it.
    program: &'a Result<Option<PathBuf>>,
    arguments: Vec<OsString>,
    most: usize,
}

/// Whether our answer and theirs, in this order, say the same of the problem that comes first.
type Same = fn(&str, &str, &str) -> bool;

/// Asks about the problems of the example `oracle_…`, unless nobody is there to be asked, and prints what came of it.
fn ask(project: &Project, what: &'static str, same: Same, oracles: &[Oracle]) -> Result<Counts> {
    let mut counts = Counts::default();
    if oracles.iter().all(|oracle| matches!(oracle.program, Ok(None))) {
        counts.skipped = oracles.len() as u64;
        return Ok(counts);
    }
    let questions = Questions::new(project, what, same)?;
    for oracle in oracles {
        counts += questions.ask(oracle);
    }
    Ok(counts)
}

/// The problems and our answers, which have proven themselves where they have certificates.
struct Questions {
    what: &'static str,
    problems: PathBuf,
    /// One for each line of the problems.
    answers: String,
    same: Same,
}

impl Questions {
    fn new(project: &Project, what: &'static str, same: Same) -> Result<Self> {
        let folder = folder(project)?;
        let (problems, answers) = (folder.join(format!("{what}.txt")), folder.join(format!("{what}.answers.txt")));
        command::run(
            command::cargo()
                .current_dir(&project.root)
                .args(["run", "--quiet", "--package", "commonground-optim", "--features", "instances"])
                .args(["--example", &format!("oracle_{what}"), "--"])
                .args([&problems, &answers]),
        )?;
        Ok(Self { what, problems, answers: fs::read_to_string(&answers)?, same })
    }

    fn ask(&self, oracle: &Oracle) -> Counts {
        let compared = match again(oracle.program) {
            Ok(None) => return Counts::SKIPPED,
            Ok(Some(program)) => self.compare(Command::new(program).args(&oracle.arguments), oracle.most),
            Err(error) => Err(error),
        };
        match compared {
            Ok(lines) => {
                println!("{} agrees on all of {lines} optima of {}", oracle.name, self.what);
                Counts::PASSED
            }
            Err(error) => {
                println!("error: {}: {error:#}", oracle.name);
                Counts::FAILED
            }
        }
    }

    /// How many answers are the same, if all are.
    fn compare(&self, oracle: &mut Command, most: usize) -> Result<usize> {
        let theirs = command::output(oracle.stdin(File::open(&self.problems)?))?;
        let problems = fs::read_to_string(&self.problems)?;
        let (asked, answered) = (problems.lines().count().min(most), theirs.lines().count());
        ensure!(asked > 0 && answered == asked, "{answered} answers to {asked} questions");
        ensure!(self.answers.lines().count() >= asked, "we have not answered {asked} questions");
        for ((problem, ours), theirs) in problems.lines().zip(self.answers.lines()).zip(theirs.lines()) {
            if !(self.same)(problem, ours, theirs) {
                bail!("we find {ours}, it finds {theirs} on\n{problem}");
            }
        }
        Ok(asked)
    }
}

/// Answers that begin with a number of pairs, or of units wanted first, and a total.
fn same_matching(problem: &str, ours: &str, theirs: &str) -> bool {
    let read = |answer: &str| {
        let mut numbers = answer.split_whitespace().map(|word| word.parse::<i64>().ok());
        Some((numbers.next()??, numbers.next()??))
    };
    match (read(ours), read(theirs)) {
        // Pairs of weight 0 make no difference where the total alone counts.
        (Some(ours), Some(theirs)) => ours.1 == theirs.1 && (ours.0 == theirs.0 || problem.starts_with("free")),
        _ => false,
    }
}

/// Answers that are a whole number.
fn same_points(_: &str, ours: &str, theirs: &str) -> bool {
    ours == theirs && (ours == INFEASIBLE || ours.parse::<i64>().is_ok())
}

/// Answers that are each member's chance to be on a panel; whoever cannot be on any has exactly none.
fn same_chances(_: &str, ours: &str, theirs: &str) -> bool {
    if [ours, theirs].contains(&INFEASIBLE) {
        return ours == theirs;
    }
    let read = |answer: &str| answer.split_whitespace().map(|word| word.parse().ok()).collect::<Option<Vec<f64>>>();
    let (Some(ours), Some(theirs)) = (read(ours), read(theirs)) else { return false };
    let least = |chances: &[f64]| chances.iter().copied().filter(|chance| *chance > 0.0).fold(f64::INFINITY, f64::min);
    let same = |(ours, theirs): (&f64, &f64)| (ours - theirs).abs() <= ANY_CHANCE && (*ours > 0.0) == (*theirs > 0.0);
    ours.len() == theirs.len()
        && (least(&ours) - least(&theirs)).abs() <= LEAST_CHANCE
        && ours.iter().zip(&theirs).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_count_unless_the_total_alone_does() {
        assert!(same_matching("first 2 0", "1 5", "1 5 0"));
        assert!(same_matching("free 2 0", "1 5", "2 5"));
        assert!(!same_matching("first 2 0", "1 5", "2 5"));
        assert!(!same_matching("free 2 0", "1 5", "1 6"));
        assert!(!same_matching("free 2 0", "none", "none"));
    }

    #[test]
    fn a_theme_model_has_the_same_optimum_or_none() {
        assert!(same_points("", "86", "86"));
        assert!(same_points("", "infeasible", "infeasible"));
        assert!(!same_points("", "86", "85"));
        assert!(!same_points("", "86", "infeasible"));
        assert!(!same_points("", "", ""));
    }

    #[test]
    fn chances_agree_closely_in_the_smallest_and_all_in_whoever_has_none() {
        assert!(same_chances("", "infeasible", "infeasible"));
        assert!(!same_chances("", "0.5", "infeasible"));
        assert!(same_chances("", "0.2499999 0 0.5000002", "0.25 0.0 0.5"));
        assert!(!same_chances("", "0.249998 0 0.5", "0.25 0.0 0.5"));
        assert!(!same_chances("", "0.25 0 0.5", "0.25 0.000000001 0.5"));
        assert!(!same_chances("", "0.25 0.51", "0.25 0.5"));
        assert!(!same_chances("", "0.25", "0.25 0.5"));
        assert!(!same_chances("", "", ""));
    }
}
