//! What both pages share: head, style, header with controls, footer.

use maud::{DOCTYPE, Markup, PreEscaped, html};

const BASE: &str = include_str!("assets/base.css");
const THEME: &str = include_str!("assets/theme.js");

/// Nothing is loaded from anywhere: a reader may open a page about an attacker without telling the attacker.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The parts in which pages differ.
pub(super) struct Shell<'a> {
    pub(super) title: &'a str,
    pub(super) style: &'a str,
    pub(super) script: &'a str,
    /// Below the page's title.
    pub(super) lead: Markup,
    /// Buttons and hints that only work with the script.
    pub(super) controls: Markup,
    pub(super) main: Markup,
}

/// The page.
pub(super) fn shell(page: Shell<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "news-incidents " (env!("CARGO_PKG_VERSION")) };
                title { (page.title) }
                style { (PreEscaped(BASE)) (PreEscaped(page.style)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.page {
                    div {
                        h1 { (page.title) }
                        (page.lead)
                    }
                    div.controls role="group" aria-label="View" hidden {
                        (page.controls)
                        button #theme type="button" { "Theme: " span { "system" } }
                    }
                }
                main #main tabindex="-1" { (page.main) }
                footer.page {
                    p { "Made offline by " code { "extract" } " " (env!("CARGO_PKG_VERSION")) ". This page loads nothing from the network." }
                }
                script { (PreEscaped(THEME)) (PreEscaped(page.script)) }
            }
        }
    }
}
