//! Tables of one kind or another.

use super::{answer, checked, column, has_note, import, list, text, told, uses};
use commonground::affinity::Want;
use commonground::import::{As, Encoding, Options, bytes, table};
use commonground::network::{Answer, ThemeWishes};
use commonground::scenario::Form;

#[test]
fn a_spreadsheet_of_the_continent_has_semicolons_a_mark_and_decimal_commas() {
    let imported =
        import("\u{feff}Nom;Prénom;Pays;Budget\nDiop;Awa;Sénégal;1.250,5\nRoy;Léa;France;3,25\nKoné;Ali;Mali;12\n");
    assert_eq!(imported.report.delimiter, Some(';'));
    assert_eq!(uses(&imported), [As::Name, As::Name, As::Category, As::Number]);
    let first = &imported.network.members[0];
    assert_eq!(first.name.as_deref(), Some("Awa Diop"));
    assert_eq!(answer(first, "budget"), Some(&Answer::Number(1250.5)));
    assert!(has_note(&imported, "decimal comma"));
}

#[test]
fn tabs_separate_and_commas_stay_in_their_cells() {
    let imported = import("Name\tCity\nLee, Bo\tOslo\nDiaz, Eva\tLima\n");
    assert_eq!(imported.report.delimiter, Some('\t'));
    assert_eq!(imported.network.members[1].name.as_deref(), Some("Diaz, Eva"));
}

#[test]
fn quoted_cells_hold_line_breaks_and_delimiters() {
    let imported = import("id,languages,town\na,\"en\nfr\",\"Kigali, Rwanda\"\nb,en,\"say \"\"hi\"\"\"\n");
    let members = &imported.network.members;
    assert_eq!(members.len(), 2);
    assert_eq!(list(&members[0], "languages"), ["en", "fr"]);
    assert_eq!(column(&imported, "languages").separator.as_deref(), Some("\n"));
    assert_eq!(answer(&members[0], "town").cloned(), text("Kigali, Rwanda"));
    assert_eq!(answer(&members[1], "town").cloned(), text("say \"hi\""));
}

#[test]
fn checkbox_columns_of_a_survey_tool_are_one_question() {
    let table = "Respondent ID,Which tools do you use?,,,Gender\n,Git,R,Other (please specify),Response\n\
                 1,Git,,,Female\n2,Git,R,my own very special thing,Male\n3,,,,Female\n";
    let imported = import(table);
    assert_eq!(imported.report.header_rows, 2);
    assert_eq!(imported.network.members.len(), 3);
    let tools = column(&imported, "Which tools do you use?");
    assert_eq!((tools.used_as, tools.positions.as_slice(), tools.missing), (As::Set, &[2, 3][..], 1));
    let id = tools.id.as_deref().unwrap();
    assert_eq!(list(&imported.network.members[1], id), ["Git", "R"]);
    assert_eq!(column(&imported, "Which tools do you use?: Other (please specify)").positions, [4]);
    assert_eq!(column(&imported, "Gender").used_as, As::Category);
}

#[test]
fn checkbox_columns_may_be_named_after_question_and_option() {
    for headers in
        ["Skills [R],Skills [Git]", "Skills: R,Skills: Git", "Skills - R,Skills - Git", "Skills/R,Skills/Git"]
    {
        let imported = import(&format!("Name,{headers},Country\nAna,1,0,Peru\nBen,1,1,Peru\nChi,0,0,Chad\n"));
        assert_eq!(column(&imported, "Skills").positions, [2, 3], "{headers}");
        assert_eq!(imported.network.members[1].offers, ["R", "Git"]);
        assert_eq!(imported.network.members[2].offers, [""; 0]);
    }
}

#[test]
fn naming_a_column_of_a_block_takes_the_block_apart() {
    let table_text = "Name,Tools [R],Tools [Git]\nAna,1,0\nBen,1,1\n";
    let mut options = Options::default();
    options.columns.insert("Tools [Git]".into(), told(As::Category));
    let imported = checked(table(table_text, &options).unwrap());
    assert_eq!(imported.report.columns.len(), 3);
    assert_eq!(answer(&imported.network.members[0], "tools_git").cloned(), text("0"));
}

#[test]
fn ranks_of_themes_become_wishes_best_first() {
    let table = "Name,Topics ranked [Reading],Topics ranked [Finance],Topics ranked [Play]\nAna,2,1,3\nBen,1,,2\n";
    let imported = import(table);
    assert_eq!(uses(&imported), [As::Name, As::Themes]);
    let wishes = |at: usize| imported.network.members[at].themes.clone();
    assert_eq!(wishes(0), ThemeWishes::Ranked(vec!["finance".into(), "reading".into(), "play".into()]));
    assert_eq!(wishes(1), ThemeWishes::Ranked(vec!["reading".into(), "play".into()]));
    let labels: Vec<_> = imported.network.themes.iter().filter_map(|theme| theme.label.as_deref()).collect();
    assert_eq!(labels, ["Play", "Reading", "Finance"]);
    assert!(matches!(&imported.scenario.form, Form::Communities(communities) if communities.themes));
}

#[test]
fn several_columns_of_choices_are_one_list_of_themes() {
    let imported = import("Name,First choice,Second choice\nAna,Reading,Play\nBen,Play,\nChi,reading,Play\n");
    assert_eq!(imported.network.members[2].themes, ThemeWishes::Ranked(vec!["reading".into(), "play".into()]));
    assert_eq!(imported.network.themes.len(), 2);
}

#[test]
fn columns_of_the_same_name_are_told_apart() {
    let imported = import("Country,Country,Country\nPeru,Chad,Mali\nPeru,Mali,Mali\n");
    let names: Vec<&str> = imported.report.columns.iter().map(|column| column.column.as_str()).collect();
    assert_eq!(names, ["Country", "Country (2)", "Country (3)"]);
    let ids: Vec<&str> = imported.network.attributes.iter().map(|attribute| attribute.id.as_str()).collect();
    assert_eq!(ids, ["country", "country_2", "country_3"]);
    assert!(has_note(&imported, "“Country (2)”"));
}

#[test]
fn a_column_without_a_name_gets_one() {
    let imported = import("Name,,Country\nAna,blue,Peru\nBen,red,Chad\nChi,red,Chad\n");
    assert_eq!(column(&imported, "Column 2").used_as, As::Category);
    assert_eq!(answer(&imported.network.members[0], "column_2").cloned(), text("blue"));
}

#[test]
fn headers_are_understood_in_spanish_french_and_portuguese() {
    let spanish = import(
        "Nombre completo,País,Idiomas,¿Qué quiere aprender?,¿Qué puede enseñar?,Género\n\
         Ana Paz,Perú,\"es, en\",\"evaluación, juego\",lectura,F\nLuis Gil,Chile,es,lectura,\"juego, evaluación\",M\n",
    );
    assert_eq!(uses(&spanish), [As::Name, As::Category, As::Set, As::Needs, As::Offers, As::Category]);
    assert_eq!(spanish.network.members[0].needs, ["evaluación", "juego"]);
    let wants: Vec<(&str, Want)> = spanish.scenario.criteria.iter().map(|c| (c.on.as_str(), c.want)).collect();
    assert_eq!(wants[0], ("needs", Want::Exchange));
    assert!(wants.contains(&("idiomas", Want::Common)) && wants.contains(&("pais", Want::Different)));
    let french =
        import("Nom complet;Besoins;Offres;Fuseau horaire\nA B;lecture;jeu;UTC+1\nC D;jeu|lecture;lecture;UTC\n");
    assert_eq!(uses(&french), [As::Name, As::Needs, As::Offers, As::Cyclic]);
    let portuguese = import("Nome;Necessidades;Pontos fortes;Línguas\nA;leitura;jogo;pt, en\nB;jogo;leitura;pt\n");
    assert_eq!(uses(&portuguese), [As::Name, As::Needs, As::Offers, As::Set]);
}

#[test]
fn latin_bytes_are_read_and_the_guess_is_told() {
    let imported = checked(bytes(b"Nom,Ville\nZo\xe9,N\xeemes\nL\xe9o,Nancy\n", &Options::default()).unwrap());
    assert_eq!(imported.report.encoding, Encoding::Windows1252);
    assert_eq!(imported.network.members[0].name.as_deref(), Some("Zoé"));
    assert!(has_note(&imported, "Windows-1252"));
    let utf8 = bytes("\u{feff}Nom,Ville\nZoé,Nîmes\n".as_bytes(), &Options::default()).unwrap();
    assert_eq!((utf8.report.encoding, utf8.network.members[0].name.as_deref()), (Encoding::Utf8, Some("Zoé")));
    let sixteen: Vec<u8> = "\u{feff}Nom\tVille\nZoé\tNîmes\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = bytes(&sixteen, &Options::default()).unwrap();
    assert_eq!((utf16.report.encoding, utf16.report.delimiter), (Encoding::Utf16Le, Some('\t')));
}

#[test]
fn one_column_is_a_table_too() {
    let imported = import("Name\nAna\nBen\n\nChi\n");
    assert_eq!((imported.report.delimiter, imported.network.members.len()), (None, 3));
    assert_eq!(uses(&imported), [As::Name]);
    assert!(has_note(&imported, "1 empty row"));
    let ids: Vec<&str> = imported.network.members.iter().map(|member| member.id.as_str()).collect();
    assert_eq!(ids, ["m1", "m2", "m3"]);
}

#[test]
fn tables_without_content_are_errors_with_a_code() {
    let code =
        |text: &str| table(text, &Options::default()).unwrap_err().iter().map(|error| error.code()).collect::<Vec<_>>();
    assert_eq!(code(""), ["emptyTable"]);
    assert_eq!(code("\u{feff}\n \n,,\n"), ["emptyTable"]);
    assert_eq!(code("Name,Country\n"), ["noRows"]);
    assert_eq!(code("1,2\n3,4\n"), ["noHeader"]);
}

#[test]
fn ragged_rows_are_filled_and_what_does_not_fit_is_named() {
    let imported = import("a,b,c\nx,y,z\nx\nx,y,z,lost thing\ny,y,y\n");
    assert_eq!(imported.network.members.len(), 4);
    assert!(has_note(&imported, "fewer cells than the header") && has_note(&imported, "line 3"));
    assert!(has_note(&imported, "“lost thing”") && has_note(&imported, "line 4"));
}

#[test]
fn trailing_delimiters_make_no_columns() {
    let imported = import("a,b,,\nx,y,,\nz,y,,\n");
    assert_eq!(imported.report.columns.len(), 2);
    assert!(has_note(&imported, "2 columns at the right"));
}
