//! English: what the import says.

pub(super) fn template(code: &str) -> Option<&'static str> {
    Some(match code {
        "error.emptyTable" => "The table is empty.",
        "help.emptyTable" => "Give a CSV file with a header row and one row a member.",
        "error.noHeader" => "The first row holds no column names.",
        "help.noHeader" => "Put a row of names above the data, one for each column.",
        "error.noRows" => "There is a header row and nothing below it.",
        "help.noRows" => "Add one row for each member.",
        "error.unknownColumn" => "There is no column “{column}”.",
        "help.unknownColumn" => "The columns are {known}.",
        "error.delimiterNotUsable" => "“{delimiter}” cannot stand between cells.",
        "help.delimiterNotUsable" => "Use a comma, a semicolon, a tab or a bar.",
        "error.badPeriod" => "The length of a turn is not a number above 0.",
        "help.badPeriod" => "Give 24 for hours of the day, 12 for months, 7 for days of the week.",

        "import.comma" => "a comma",
        "import.semicolon" => "a semicolon",
        "import.tab" => "a tab",
        "import.bar" => "a bar",
        "import.lineBreak" => "a line break",
        "import.more" => "{count} more",
        "import.column" => "Column {number}",
        "import.other" => "{column} (other)",

        "import.encoding.guessed" => {
            "The file is not UTF-8; it was read as Windows-1252. If accents look wrong, save it as “CSV UTF-8”."
        }
        "import.encoding.unreadable" => {
            "{count} {count|character|characters} could not be read and {count|is|are} shown as �."
        }
        "import.delimiter" => "Cells are separated by {delimiter}: every row has {cells} of them.",
        "import.delimiter.unsure" => {
            "Cells seem to be separated by {delimiter}: {percent} % of the rows have {cells} of them."
        }
        "import.delimiter.declared" => "Cells are separated by {delimiter}, as the first line of the file says.",
        "import.delimiter.none" => "The table has one column: no character separates cells evenly.",
        "import.blankRows" => "{count} empty {count|row was|rows were} passed over.",
        "import.openQuotes" => {
            "A quotation mark is opened and never closed on {lines|line|lines} {lines}; {lines|that line was|those lines were} read as {lines|it stands|they stand}."
        }
        "import.titles" => "Above the header {titles|stands a title|stand titles}, not part of the table: {titles}.",
        "import.headerRows" => "The first {count} rows are headers: questions, and the options below them.",
        "import.shortRows" => {
            "{count} {count|row has|rows have} fewer cells than the header; the rest counts as not answered ({lines|line|lines} {lines})."
        }
        "import.longRows" => {
            "{count} {count|row has|rows have} more cells than the header ({lines|line|lines} {lines}); left out: {cells}."
        }
        "import.hollowColumns" => {
            "{count} {count|column|columns} at the right {count|has|have} neither a name nor content and {count|was|were} left out."
        }
        "import.sameHeader" => "Two columns are called “{column}”; one of them is now “{now}”.",
        "import.block" => "Columns {first} to {last} are one question with {count} options: “{column}”.",

        "import.noId" => "No column identifies members, so they are numbered m1, m2, … in the order of the rows.",
        "import.repeatedIds" => {
            "{count} {count|id|ids} in “{column}” occurred before and got a number: {examples}. Check whether a row is there twice."
        }
        "import.withoutId" => {
            "{count} {count|row has|rows have} no id in “{column}” and got one ({lines|line|lines} {lines})."
        }
        "import.ignored" => "{count} {count|column is|columns are} left out: {columns}. The list of columns says why.",
        "import.missing" => {
            "“{marker}” was read as “not answered” ({count} {count|cell|cells} in {columns} {columns|column|columns})."
        }
        "import.codeNa" => "“NA” in “{column}” counts as an answer, because the others are codes of two letters too.",
        "import.noneIsAnswer" => {
            "“{answer}” in “{column}” counts as an answer, not as missing ({count} {count|cell|cells})."
        }
        "import.spellings" => "{count} {count|spelling|spellings} in “{column}” {count|was|were} unified: {pairs}.",
        "import.glued" => {
            "In “{column}” {names} {names|is one answer|are one answer each}, although {names|it holds|they hold} {separator}."
        }
        "import.unread.number" => {
            "{count} {count|answer|answers} in “{column}” {count|is no number and counts|are no numbers and count} as not given: {examples}."
        }
        "import.unread.log" => {
            "{count} {count|answer|answers} in “{column}” {count|is no number above 0 and counts|are no numbers above 0 and count} as not given: {examples}."
        }
        "import.unread.position" => {
            "{count} {count|answer|answers} in “{column}” could not be placed and {count|counts|count} as not given: {examples}."
        }
        "import.unread.level" => {
            "{count} {count|answer|answers} in “{column}” {count|is|are} not on the scale and {count|counts|count} as not given: {examples}."
        }
        "import.decimalComma" => "Numbers in “{column}” are read with a decimal comma.",
        "import.decimalPoint" => {
            "Numbers in “{column}” are read with commas between thousands; no cell tells whether that is right."
        }
        "import.noNeeds" => "{count} {count|member says|members say} that they need nothing ({examples}): no topic.",
        "import.noOffers" => "{count} {count|member says|members say} that they offer nothing ({examples}): no topic.",
        "import.noThemes" => "{count} {count|member says|members say} that no theme suits them ({examples}): no wish.",
        "import.unread.capacity" => {
            "{count} {count|answer|answers} in “{column}” {count|is no whole number and counts|are no whole numbers and count} as not given: {examples}."
        }
        "import.unmet" => "{count} of {needs} needs {count|is|are} offered by nobody under the same name: {topics}.",
        "import.themes" => {
            "{count} {count|theme was|themes were} found in the members' wishes, the most wished for first."
        }
        "import.unknownRoles" => {
            "{count} {count|answer names|answers name} no role that is known: {examples}. Without another role such members learn."
        }
        "import.roles" => "By the table, {learners} {learners|member learns|members learn} and {coaches} can coach.",
        "import.roles.none" => "The table names no roles: all members learn.",
        "import.roles.places" => {
            "The table names no roles: all members learn, and the {coaches} with a capacity can coach."
        }
        "import.roles.offers" => {
            "The table names no roles: all members learn, and the {coaches} who offer something can coach."
        }

        "import.why.told" => "You said so.",
        "import.why.oneLevel" => "A scale needs two different levels; there are fewer, so these are categories.",
        "import.why.ranks" => "The columns rank the same themes.",
        "import.why.checkboxes" => {
            "Each of the columns is one option, chosen or not; a row without any counts as not answered."
        }
        "import.why.empty" => "Nobody answered.",
        "import.why.email" => "E-mail addresses tell members apart; they are not compared.",
        "import.why.contact" => "Addresses and links say how to reach someone and are not compared.",
        "import.why.record" => "It records when or how the form was filled in.",
        "import.why.id" => "The header names an id and nearly every row has another one.",
        "import.why.otherId" => "It identifies members, which another column does already.",
        "import.why.name" => "The header says that this is the member's name.",
        "import.why.otherName" => "It names members, which another column does already.",
        "import.why.nameForWant" => "No column is called a name; this one is different for nearly every member.",
        "import.why.timeZone" => "The answers are time zones: hours ahead of UTC, on a circle of 24.",
        "import.why.roles" => "The answers say who coaches and who learns.",
        "import.why.capacity" => "The header asks how many learners someone can take.",
        "import.why.mark" => "The cells hold a mark or nothing, read as yes and no.",
        "import.why.code" => "The numbers are codes: they name something and do not measure it.",
        "import.why.rating" => "Few different whole numbers: a rating with the levels {levels}.",
        "import.why.zeroOne" => "The answers are 0 and 1: yes and no rather than a quantity.",
        "import.why.number" => "The answers are numbers.",
        "import.why.size" => "The answers are numbers of very different size, compared by ratio.",
        "import.why.bands" => "The answers are ranges of numbers, lowest first: {levels}.",
        "import.why.scale" => "The answers are steps of a scale, lowest first: {levels}.",
        "import.why.separated" => "Cells hold several answers, separated by {separator}: {count} different ones.",
        "import.why.commas" => "Cells hold several answers, separated by commas: {count} different ones.",
        "import.why.prose" => "The answers are sentences that differ from member to member: nothing to compare.",
        "import.why.remarks" => "The header asks for remarks: nothing to compare.",
        "import.why.allDiffer" => {
            "Nearly every member answered differently ({count} answers from {answers}): nothing to compare."
        }
        "import.why.constant" => "There is only one answer: it tells members neither apart nor together.",
        "import.why.category" => "There are {count} different answers without an order.",
        "import.why.needs" => "The header asks what members want to learn or need.",
        "import.why.offers" => "The header asks what members can teach or offer.",
        "import.why.offersOnly" => {
            "The header names what members can offer, and no column says what they need: so everyone may coach and learn."
        }
        "import.why.themes" => {
            "The header asks for themes; the order in which a member names them is taken as the order of preference."
        }
        _ => return None,
    })
}
