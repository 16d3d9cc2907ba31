//! Forms as a page shows them: where they lead, and what may be typed into them.

/// What one may enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Any words.
    Text,
    /// Something with a shape of its own: a day, a file, a password, a number on a numeric keyboard.
    Shaped(String),
    /// One of what is offered; the first that says something.
    Choice,
    /// Nothing: the page sends it along.
    Hidden,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) entry: Entry,
}

/// A form that is posted.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) has_files: bool,
    pub(super) fields: Vec<Field>,
}

impl Form {
    /// The fields into which any words may be typed.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.entry == Entry::Text)
    }
}

/// Every form of a page that is posted, but for the ones that stand on all pages.
pub(super) fn forms(html: &str, path: &str) -> Vec<Form> {
    const EVERYWHERE: [&str; 3] = ["/settings/size", "/settings/language", "/sign-out"];
    let pieces = html.split("<form").skip(1).filter_map(|piece| piece.split_once("</form>"));
    let forms = pieces.filter_map(|(piece, _)| form(piece, path));
    forms.filter(|form| !EVERYWHERE.contains(&form.action.as_str())).collect()
}

fn form(piece: &str, path: &str) -> Option<Form> {
    let (head, inside) = piece.split_once('>')?;
    if attribute(head, "method").is_none_or(|method| method != "post") {
        return None;
    }
    let here = path.split('?').next().unwrap_or(path).to_owned();
    let action = attribute(head, "action").filter(|action| !action.is_empty()).unwrap_or(here);
    let mut fields = Vec::new();
    for tag in inside.split('<').skip(1) {
        let (head, rest) = tag.split_once('>').unwrap_or((tag, ""));
        let name = attribute(head, "name").unwrap_or_default();
        if head.starts_with("option") {
            offered(&mut fields, head);
        } else if !name.is_empty() {
            field(&mut fields, (head, rest), name);
        }
    }
    Some(Form { action, has_files: head.contains("multipart"), fields })
}

fn field(fields: &mut Vec<Field>, (head, rest): (&str, &str), name: String) {
    let value = attribute(head, "value").unwrap_or_default();
    let kind = attribute(head, "type").unwrap_or_default();
    let known = fields.iter().any(|field| field.name == name);
    let entry = match (head.split_whitespace().next().unwrap_or_default(), kind.as_str()) {
        ("textarea", _) => return fields.push(Field { name, value: rest.to_owned(), entry: Entry::Text }),
        ("select", _) => Entry::Choice,
        ("button", _) => return,
        (_, "hidden") => Entry::Hidden,
        (_, "radio" | "checkbox") if known || (kind == "checkbox" && !head.contains(" checked")) => {
            if head.contains(" checked") && kind == "radio" {
                fields.iter_mut().filter(|field| field.name == name).for_each(|field| field.value.clone_from(&value));
            }
            return;
        }
        (_, "radio" | "checkbox") => Entry::Choice,
        (_, "" | "text" | "search") if head.contains("inputmode=\"numeric\"") => Entry::Shaped("numeric".to_owned()),
        (_, "" | "text" | "search") => Entry::Text,
        _ => Entry::Shaped(kind),
    };
    fields.push(Field { name, value, entry });
}

/// An option of the last select: the chosen one, else the first that is not empty.
fn offered(fields: &mut [Field], head: &str) {
    let Some(last) = fields.last_mut().filter(|field| field.entry == Entry::Choice) else { return };
    let value = attribute(head, "value").unwrap_or_default();
    if last.value.is_empty() || head.contains(" selected") {
        last.value = value;
    }
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let (_, after) = head.split_once(&format!(" {name}=\""))?;
    let value = after.split('"').next().unwrap_or_default();
    Some(value.replace("&#34;", "\"").replace("&#38;", "&").replace("&amp;", "&"))
}

#[test]
fn forms_are_read_as_a_browser_reads_them() {
    let page = r#"<form method="get"><input name="q"></form><form class="x" method="post" action="/a"
        enctype="multipart/form-data"><input type="hidden" name="once" value="1"><textarea id="b" name="body">hi</textarea>
        <select name="s"><option value=""></option><option value="2">x</option></select><input type="radio" name="r"
        value="n"><input type="radio" name="r" value="y" checked><input type="date" name="d"><input name="t" value="3"></form>"#;
    let found = forms(page, "/p");
    assert_eq!(found.len(), 1);
    let values: Vec<_> = found[0].fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(values, [("once", "1"), ("body", "hi"), ("s", "2"), ("r", "y"), ("d", ""), ("t", "3")]);
    assert_eq!(found[0].texts().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["body", "t"]);
    assert!(found[0].has_files && found[0].action == "/a");
}
