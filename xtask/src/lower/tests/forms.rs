use b24_specs::ir::{Required, Rule};

use super::*;

#[test]
fn a_command_is_chosen_where_every_request_sends_the_name_in_the_title() {
    let text = |title: &str| {
        format!(
            "# {title}\n\n{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| **PLACE***\n`string` | Which ||\n|#\n\n\
             ## Code Examples\n\n```curl\ncurl -X POST -d '{{\"PLACE\":\"MuteIt\"}}' https://p.example/rest/x.y.call\n```\n\n\
             ## Response Handling\n\n```json\n{{\"result\": true}}\n```\n"
        )
    };
    let command = |title: &str| match &page(&text(title)).documents[..] {
        [Document::Method(method)] => method.command.clone().map(|command| (command.param, command.value)),
        other => panic!("{other:?}"),
    };
    assert_eq!(command("Mute by Way of MuteIt"), Some(("PLACE".into(), "MuteIt".into())));
    assert_eq!(command("Mute"), None);
    assert_eq!(command("Call MuteIt by x.y.call"), None);
}

#[test]
fn numbered_ways_to_call_are_forms() {
    let way = |title: &str, rows: &str| {
        format!("### {title}\n\n#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n")
    };
    let row = |name: &str| format!("|| **{name}**\n[`integer`](t.md) | It ||");
    let text = |first: &str, second: &str| {
        format!(
            "{PARAMS}There are two.\n\n{}{}## Response Handling\n",
            way("1. By this", first),
            way("2. By that", second)
        )
    };
    let apart = method(&text(&row("id*"), &format!("{}\n{}", row("module*"), row("note"))));
    let forms: Vec<_> = apart
        .rules
        .iter()
        .map(|rule| match rule {
            Rule::Form(form) => (form.name.as_str(), form.forbids.clone()),
            Rule::ReachableUrl { .. } => panic!("{rule:?}"),
        })
        .collect();
    assert_eq!(forms, [("by_id", vec!["module".to_owned(), "note".into()]), ("by_module", vec!["id".into()])]);
    assert_eq!(apart.params[0].required, Required::Yes);
    // Without a parameter of its own a way is told apart by nothing: what only one requires may be left out.
    let same = method(&text(&row("id*"), &format!("{}\n{}", row("id*"), row("module*"))));
    assert_eq!(same.rules, []);
    assert_eq!([same.params[0].required, same.params[1].required], [Required::Yes, Required::No]);
    // Tables below each other that repeat a parameter.
    let table = |rows: &str| format!("#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n");
    let below = |first: &str, second: &str| {
        method(&format!("{PARAMS}{}Or:\n\n{}## Response Handling\n", table(first), table(second))).rules.len()
    };
    let noted = |name: &str| format!("{}\n{}", row(name), row("note"));
    assert_eq!(below(&noted("id*"), &noted("module*")), 2);
    assert_eq!(below(&noted("id*"), &row("module*")), 0);
    assert_eq!(below(&noted("id*"), &noted("module")), 0);
}

#[test]
fn marks_of_which_words_ask_for_one_are_forms() {
    let row = |name: &str, says: &str| format!("|| **{name}**\n`integer` | {says} ||\n");
    let forms = |rows: &[String]| -> Vec<String> {
        let table = format!("#|\n|| **Name**\n`type` | **Description** ||\n{}|#\n\n", rows.concat());
        let method = method(&format!("{PARAMS}{table}## Response Handling\n"));
        let told = |rule: &Rule| match rule {
            Rule::Form(form) => {
                let lists = [("+", &form.requires), ("?", &form.optional), ("-", &form.forbids)];
                let told = lists.iter().filter(|(_, names)| !names.is_empty());
                told.fold(form.name.clone(), |told, (sign, names)| format!("{told} {sign}{}", names.join(",")))
            }
            Rule::ReachableUrl { .. } => panic!("{rule:?}"),
        };
        method.rules.iter().map(told).collect()
    };
    let one =
        |verb: &str| row("CODE*", &format!("It.\n\n{{% note info %}}\n\n{verb}: `ID` or `CODE`\n\n{{% endnote %}}"));
    let two = ["by_ID ?CODE", "by_CODE ?ID"];
    assert_eq!(forms(&[row("ID*", "It"), one("At least one of the parameters must be given"), row("x*", "It")]), two);
    assert_eq!(forms(&[row("ID*", "It"), one("Нужен хотя бы один из параметров")]), two);
    let without = |verb: &str| forms(&[row("ID*", "It"), row("CODE*", &format!("It. {verb}"))]);
    assert_eq!(without("Required if `ID` is not provided."), two);
    assert_eq!(without("Обязательно, если `ID` не указан"), two);
    assert_eq!(without("May be given instead of `ID`"), two);
    assert_eq!(without("Only one of the parameters is taken, `ID` or `CODE`"), ["by_ID -CODE", "by_CODE -ID"]);
    assert_eq!(without("Give either `ID` or `CODE`"), two);
    assert_eq!(without("Нужен либо `ID`, либо `CODE`"), two);
    assert_eq!(without("You must provide `ID` or `CODE`"), two);
    assert_eq!(without("Обязательно указать `ID` или `CODE`"), two);
    assert_eq!(
        without("Required if `ID` is not given. The two are mutually exclusive"),
        ["by_ID -CODE", "by_CODE -ID"]
    );
    assert_eq!(without("Обязательно, если `ID` не указан. Одновременно не передаются"), ["by_ID -CODE", "by_CODE -ID"]);
    assert_eq!(without("Required if `ID` is not given. Both may be given at the same time"), two);
    assert_eq!(without("Обязательно, если `ID` не указан. Можно передать одновременно"), two);
    assert_eq!(without(&"Required if `ID` is not given. ".repeat(10_000)), two);
    // Whose row has no mark may be given beside the other.
    let unmarked = forms(&[row("TEXT*", "It. Required if `BLOCK` is not given"), row("BLOCK", "It")]);
    assert_eq!(unmarked, ["by_TEXT", "by_BLOCK +BLOCK ?TEXT"]);
    let only_one = row("TEXT*", "Only one of the parameters is taken, `TEXT` or `BLOCK`");
    assert_eq!(forms(&[only_one, row("BLOCK", "It")]), ["by_TEXT -BLOCK", "by_BLOCK +BLOCK -TEXT"]);
    assert!(forms(&[row("TEXT*", "It. Instead of a text an object, see `BLOCK`"), row("BLOCK", "It")]).is_empty());
    // Each with each.
    let both = [row("A*", "Instead of `B`"), row("B*", "It"), row("C*", "Instead of `D`"), row("D*", "It")];
    assert_eq!(forms(&both).len(), 4);
    assert_eq!(forms(&both)[1], "by_A_and_D ?B,C");
    // A sentence may join what others told apart, once it turns out to be one.
    let joined =
        [row("A*", "Instead of `B`"), row("B*", "It"), row("C*", "Instead of `D`"), row("D*", "Instead of `A`")];
    assert_eq!(forms(&joined)[1], "by_B ?A,C,D");
    assert_eq!(forms(&joined).len(), 4);
    // More than anybody would look through, a condition, what no row has, and a mark alone.
    let many: Vec<String> = (0..8).map(|i| row(&format!("p{i}*"), &format!("Instead of `p{}`", i ^ 1))).collect();
    assert!(forms(&many).is_empty());
    for says in [
        "If one of the parameters `ID`, `CODE` is given, both are",
        "Required if `ID` is `7`",
        "Instead of `old`",
        "Of either `ID` or another",
        "Pass `ID` and `CODE`",
        "Если указать `ID` или `CODE`, вернется и другое",
        "If set, instead of `ID`",
        "It",
    ] {
        assert!(forms(&[row("ID*", "It"), row("CODE*", says)]).is_empty(), "{says}");
    }
}

#[test]
fn marks_of_which_words_ask_for_one_are_none_within_an_object() {
    let row = |name: &str, says: &str| format!("|| **{name}**\n`string` | {says} ||\n");
    let required = |rows: &[String]| {
        let table = |rows: &str| format!("#|\n|| **Name**\n`type` | **Description** ||\n{rows}|#\n\n");
        let of = table("|| **lamp***\n`object` | It ||\n");
        let method =
            method(&format!("{PARAMS}{of}### Parameter lamp\n\n{}## Response Handling\n", table(&rows.concat())));
        assert!(method.rules.is_empty());
        method.params[0].fields.iter().map(|field| field.required == Required::Yes).collect::<Vec<_>>()
    };
    let rows = [row("ID*", "Give either `ID` or `CODE`"), row("CODE*", "It"), row("NAME*", "It")];
    assert_eq!(required(&rows), [false, false, true]);
    let rows = [row("ID*", "It"), row("CODE*", "Used instead of `ID`"), row("NAME*", "As `lamp`")];
    assert_eq!(required(&rows), [false, false, true]);
    assert_eq!(required(&[row("ID*", "Unlike `CODE`"), row("CODE*", "It")]), [true, true]);
}

#[test]
fn a_page_lists_some_of_the_languages() {
    let told = |rows: &str| {
        let method = method(&format!(
            "{PARAMS}#|\n|| **Name**\n`type` | **Description** ||\n|| **label**\n`object` | Of the lamp [below](#label) ||\n|#\n\n\
             ### Label {{#label}}\n\n#|\n|| **Name**\n`type` | **Description** ||\n{rows}\n|#\n\n## Response Handling\n"
        ));
        field(&method.params, "label").open
    };
    assert!(told("|| **de**\n`string` | d ||\n|| **en**\n`string` | e ||"));
    assert!(!told("|| **de**\n`string` | d ||\n|| **color**\n`string` | c ||"));
}
