//! Every form against oracles that share no code with the engine: affinities, rules and the best plan are worked out
//! here once more, from the contract's own words.

mod affinities;
mod alternatives;
mod answers;
mod coaching;
mod coaching_options;
mod communities;
mod conflicts;
mod drift;
mod elsewhere;
mod elsewhere_coaching;
mod facilitators;
mod frontier;
mod groups;
mod outcomes;
mod pairs;
mod panel;
mod partitions;
mod places;
mod plain;
mod pool;
mod programme;
mod proofs;
mod reasons;
mod reasons_true;
mod rounds;
mod rulebook;
mod rules;
mod sponsor;
mod stable;
mod tables;
mod themes;
mod tools;
mod voices;
mod why_not;
mod world;
