//! The frame of a page and the small parts in it. They are rendered here, once: whatever a page's template extends or
//! calls as a macro is compiled again for every page, and pages are many.

use crate::shell::Shell;
use askama::Template;

#[derive(Template)]
#[template(path = "frame/above.html")]
struct Above<'a> {
    shell: &'a Shell,
    print: bool,
}

#[derive(Template)]
#[template(path = "frame/below.html")]
struct Below<'a> {
    shell: &'a Shell,
    print: bool,
}

#[derive(Template)]
#[template(source = r##"<svg class="i" aria-hidden="true"><use href="{{ sprite }}#{{ name }}"/></svg>"##, ext = "html")]
struct Icon<'a> {
    sprite: &'a str,
    name: &'a str,
}

#[derive(Template)]
#[template(source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#, ext = "html")]
struct Hidden<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Template)]
#[template(source = r#"<p class="error" id="{{ id }}-error">{{ icon|safe }}<span>{{ text }}</span></p>"#, ext = "html")]
struct FieldError<'a> {
    icon: String,
    id: &'a str,
    text: &'a str,
}

#[derive(Template)]
#[template(source = r#"<span class="light {{ kind }}">{{ icon|safe }}<span>{{ text }}</span></span>"#, ext = "html")]
struct Light<'a> {
    icon: String,
    kind: &'a str,
    text: &'a str,
}

#[derive(Template)]
#[template(
    source = r#"<div class="notice {{ kind }}" role="{{ role }}">{{ icon|safe }}<p class="grow">{{ text }}</p></div>"#,
    ext = "html"
)]
struct Notice<'a> {
    icon: String,
    kind: &'a str,
    role: &'a str,
    text: &'a str,
}

#[derive(Template)]
#[template(source = r#"<div class="empty">{{ icon|safe }}<b>{{ heading }}</b><p>{{ advice }}</p></div>"#, ext = "html")]
struct Empty<'a> {
    icon: String,
    heading: &'a str,
    advice: &'a str,
}

#[derive(Template)]
#[template(path = "frame/size.html")]
struct SizeSwitch<'a> {
    shell: &'a Shell,
    class: &'a str,
}

#[derive(Template)]
#[template(path = "frame/language.html")]
struct LanguageSwitch<'a> {
    shell: &'a Shell,
    class: &'a str,
    first_only: bool,
}

/// Writing to a string does not fail, and these templates answer no error of their own.
fn rendered(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

/// The sign of a light or notice.
fn sign(kind: &str) -> &'static str {
    match kind {
        "ok" => "circle-check",
        "warn" => "hourglass",
        "late" => "alert-triangle",
        _ => "info-circle",
    }
}

impl Shell {
    /// Everything of a page before its own words; `print`: it is for paper.
    #[must_use]
    pub fn above(&self, print: bool) -> String {
        rendered(&Above { shell: self, print })
    }

    /// Everything of a page after its own words.
    #[must_use]
    pub fn below(&self, print: bool) -> String {
        rendered(&Below { shell: self, print })
    }

    /// A decorative sign from the sprite.
    #[must_use]
    pub fn icon(&self, name: impl AsRef<str>) -> String {
        rendered(&Icon { sprite: self.asset("icons.svg"), name: name.as_ref() })
    }

    /// A hidden input.
    #[must_use]
    pub fn hidden(&self, name: &str, value: impl AsRef<str>) -> String {
        rendered(&Hidden { name, value: value.as_ref() })
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, id: impl AsRef<str>, text: impl AsRef<str>) -> String {
        rendered(&FieldError { icon: self.icon("alert-circle"), id: id.as_ref(), text: text.as_ref() })
    }

    /// Sign, word and colour of ok, warn or late.
    #[must_use]
    pub fn light(&self, kind: impl AsRef<str>, text: impl AsRef<str>) -> String {
        let kind = kind.as_ref();
        rendered(&Light { icon: self.icon(sign(kind)), kind, text: text.as_ref() })
    }

    /// A message that screen readers announce: ok, warn or late.
    #[must_use]
    pub fn notice(&self, kind: impl AsRef<str>, text: impl AsRef<str>) -> String {
        let kind = kind.as_ref();
        let icon = self.icon(if kind == "warn" { "alert-circle" } else { sign(kind) });
        let role = if kind == "late" { "alert" } else { "status" };
        rendered(&Notice { icon, kind, role, text: text.as_ref() })
    }

    /// Nothing here yet, and what to do first.
    #[must_use]
    pub fn empty(&self, sign: impl AsRef<str>, heading: impl AsRef<str>, advice: impl AsRef<str>) -> String {
        rendered(&Empty { icon: self.icon(sign), heading: heading.as_ref(), advice: advice.as_ref() })
    }

    /// The button for large or normal print.
    #[must_use]
    pub fn size_switch(&self, class: &str) -> String {
        rendered(&SizeSwitch { shell: self, class })
    }

    /// The buttons for the other languages; `first_only`: the one that most people here need.
    #[must_use]
    pub fn language_switch(&self, class: &str, first_only: bool) -> String {
        rendered(&LanguageSwitch { shell: self, class, first_only })
    }
}
