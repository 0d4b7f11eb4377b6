//! Events by rule and events by model → the events that incidents are made of.

use std::str::FromStr;

use crate::extract::event::{Argument, Event, Realis, Role};
use crate::model::{ModelArgument, ModelEvent};
use crate::text::Document;

/// The model's confidence, in per cent, from which its event counts without a rule beside it.
const SURE: u8 = 70;

/// The rules' events, and those that only the model sees and is sure of, in the order of the text.
pub fn weigh(doc: &Document<'_>, mut events: Vec<Event>, found: &[ModelEvent]) -> Vec<Event> {
    for found in found.iter().filter(|found| found.confidence >= SURE && found.realis == Realis::Actual) {
        let sentence = doc.sentence_at(found.trigger.start);
        let within = |sentence: &usize| found.trigger.end <= doc.sentences[*sentence].span.end;
        let Some(sentence) = sentence.filter(within) else { continue };
        // A rule knows more of its event than the model: who is meant, and what is doubted.
        if events.iter().all(|event| event.sentence != sentence) {
            events.push(event(found, sentence));
        }
    }
    events.sort_by_key(|event| (event.sentence, event.trigger.start));
    events
}

fn event(found: &ModelEvent, sentence: usize) -> Event {
    let argument =
        |argument: &ModelArgument| Some(Argument { role: Role::from_str(&argument.role).ok()?, span: argument.span });
    Event {
        kind: found.kind,
        trigger: found.trigger,
        realis: found.realis,
        doubt: None,
        arguments: found.arguments.iter().filter_map(argument).collect(),
        sentence,
        rule: "model",
        confidence: found.confidence,
        incident: Some(found.incident),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::event::EventKind;
    use crate::text::Span;

    const TEXT: &str = "Hackers robbed Zaif. The bank went dark. Nothing else.";

    fn found(words: &str, confidence: u8, realis: Realis) -> ModelEvent {
        let start = TEXT.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let argument = |role: &str| ModelArgument { role: role.to_owned(), kind: "Person".to_owned(), span };
        let arguments = vec![argument("Victim"), argument("Trusted-Entity")];
        ModelEvent { kind: EventKind::Disruption, trigger: span, realis, incident: 0, confidence, arguments }
    }

    #[test]
    fn the_model_speaks_where_the_rules_are_silent() {
        let doc = Document::new(TEXT);
        let rule = Event { rule: "frame", ..event(&found("robbed", 50, Realis::Actual), 0) };
        for (words, confidence, realis, expected) in [
            ("went dark", 80, Realis::Actual, vec!["frame", "model"]),
            ("went dark", 69, Realis::Actual, vec!["frame"]),
            ("went dark", 80, Realis::Generic, vec!["frame"]),
            ("Hackers", 80, Realis::Actual, vec!["frame"]),
        ] {
            let events = weigh(&doc, vec![rule.clone()], &[found(words, confidence, realis)]);
            assert_eq!(events.iter().map(|event| event.rule).collect::<Vec<_>>(), expected, "{words} {confidence}");
        }
        assert_eq!(weigh(&doc, vec![], &[]), []);
    }

    #[test]
    fn only_roles_that_incidents_know_are_kept() {
        let events = weigh(&Document::new(TEXT), vec![], &[found("went dark", 90, Realis::Actual)]);
        assert_eq!(events[0].arguments.iter().map(|argument| argument.role).collect::<Vec<_>>(), [Role::Victim]);
        assert_eq!(events[0].sentence, 1);
    }
}
