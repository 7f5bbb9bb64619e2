//! x
use commonground_optim::instances::{pool, themes};
use commonground_optim::milp::{Leximin, Limits, ThemeSearch};
mod clock;
use clock::Clock;
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let n = |i: usize| a[i].parse::<u32>().unwrap();
    if a[0] == "themes" {
        let model = themes(u64::from(n(3)), n(1), n(2), true);
        let c = Clock::start();
        let mut s = ThemeSearch::new(&model, Limits::nodes(1_000_000), None);
        s.step(1);
        let o = s.outcome();
        println!(
            "{} root {:.2}s gap {:?} {:?} points {} bound {:?}",
            a.join(" "),
            c.seconds(),
            o.gap,
            o.status,
            o.points,
            o.bound
        );
        let mut shown = 0.0;
        while !s.finished() && c.seconds() < 60.0 {
            s.step(64);
            let o = s.outcome();
            if o.gap.is_some_and(|g| g < 0.01) && shown == 0.0 {
                shown = c.seconds();
                println!("  gap {:?} after {shown:.2} nodes {}", o.gap, o.nodes);
            }
        }
        let o = s.outcome();
        println!("  end {:.2}s gap {:?} {:?} nodes {}", c.seconds(), o.gap, o.status, o.nodes);
    } else {
        let model = pool(u64::from(n(3)), n(1), n(2));
        let c = Clock::start();
        let mut s = Leximin::new(&model, n(4).into());
        let mut first = 0.0;
        let mut last = 0;
        while !s.finished() {
            s.step();
            if first == 0.0 && s.proves_the_smallest() {
                first = c.seconds();
                println!("  first {first:.2}s steps {}", s.steps());
            }
            if s.steps() % 100 == 0 && s.steps() != last {
                last = s.steps();
                eprintln!("  {} {:.2}s", s.steps(), c.seconds());
            }
        }
        let l = s.lottery().unwrap();
        println!(
            "{}: all {:.2}s first {first:.2} steps {} bound {} settled {} panels {} groups {}",
            a.join(" "),
            c.seconds(),
            s.steps(),
            l.bound,
            l.settled,
            l.panels.len(),
            l.groups.len()
        );
    }
}
