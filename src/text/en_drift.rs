//! English: the waves of a network, and the best partners as it grows.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("drift.wave", "wave {number}"),
    ("drift.before", "before"),
    ("drift.first", "at first"),
    (
        "drift.members",
        "From “{from}” to “{to}” {joined} {joined|member|members} joined, {left} left and {stayed} stayed; {revised} of those who stayed changed what they need, offer or wish for.",
    ),
    (
        "drift.themes",
        "{rising} {rising|theme is|themes are} wished for by more members than {then}, {falling} by fewer and {steady} by as many.",
    ),
    ("drift.theme.more", "“{theme}” is wished for by {count} {count|member|members}, {change} more than {then}."),
    ("drift.theme.fewer", "“{theme}” is wished for by {count} {count|member|members}, {change} fewer than {then}."),
    (
        "drift.topics",
        "{rising} {rising|topic is|topics are} asked for by more members than {then}, {falling} by fewer and {steady} by as many.",
    ),
    (
        "drift.topic.more",
        "“{topic}” is asked for by {count} {count|member|members}, {change} more than {then}; {offers} {offers|offers|offer} it.",
    ),
    (
        "drift.topic.fewer",
        "“{topic}” is asked for by {count} {count|member|members}, {change} fewer than {then}; {offers} {offers|offers|offer} it.",
    ),
    (
        "drift.supply",
        "There are {needs} {needs|need|needs} and {offers} {offers|offer|offers}; {then} there were {neededThen} and {offeredThen}.",
    ),
    (
        "drift.unoffered",
        "{count} {count|topic|topics} asked for {count|is|are} offered by nobody; {then} it was {was}.",
    ),
    ("drift.ties", "There {ties|is|are} {ties} {ties|tie|ties}; {then} there {was|was|were} {was}."),
    ("drift.density", "{density} of all ties that could be are there; {then} it was {was}."),
    ("drift.across", "{share} % of ties lead across “{attribute}”; {then} it was {was} %."),
    (
        "pool.curve",
        "With {few} members the best partner scores {mean} on average ({least} to {most}); with {many} it is {last}.",
    ),
    ("pool.without", "With {few} members {share} % have nobody who may be their partner; with {many} it is {last} %."),
    ("pool.nobody", "No two of the {many} members may be partners."),
];

pub(super) const DRIFT: &[(&str, &str)] = &[
    ("error.waveCount", "From 2 to {most} waves can be compared."),
    ("help.waveCount", "Give “waves” as a list, earliest first, each with its “network”."),
    ("error.poolNotForForm", "The form does not bring members together as partners."),
    ("help.poolNotForForm", "Ask for pairs, tables or communities."),
    ("error.poolSize", "A pool has 2 to {most} members here."),
    ("help.poolSize", "Give sizes from 2 to {most}, or none."),
    ("error.poolSizeCount", "At most {most} sizes can be tried."),
    ("help.poolSizeCount", "Give fewer sizes, or none."),
    ("error.sampleCount", "From 1 to {most} samples can be drawn."),
    ("help.sampleCount", "Set “samples” to a number from 1 to {most}."),
];
