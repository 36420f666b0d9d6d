//! What sort of answer is wanted: each form of question as a [`Form`].

use pest::iterators::Pair;

use super::super::meaning::{
    Catalogue, Comparison, Dimension, Filter, FilterKind, Form, Head, Joined, Measure, Names, Part, Period, Ranked,
    RelationWord, Selection, TimeFilter,
};
use super::{Reader, Rule, child, children, has, presume};
use crate::ontology::Role;
use crate::time::Relation;

impl Reader<'_> {
    /// The form of a question.
    pub(super) fn form(&self, form: Pair<'_, Rule>) -> Form {
        match form.as_rule() {
            Rule::compare_form => self.compare(&form),
            Rule::relation_form => self.relations(&form),
            Rule::connection_form => self.connection(&form),
            Rule::timeline_form => Form::Events(self.timeline(&form)),
            Rule::consequence_form => self.consequences(&form),
            Rule::dispute_form => Form::Disputed(self.selection(&form)),
            Rule::source_form => Form::Sources { selection: self.selection(&form), dated: false },
            Rule::evidence_form => Form::Sources { selection: self.evidenced(&form), dated: true },
            Rule::frequency_form => Form::Count(self.counted(&form)),
            Rule::count_form => self.count(&form),
            Rule::number_form => self.number(&form),
            Rule::measure_form => self.measure(&form),
            Rule::amount_form => self.amount(&form),
            Rule::top_form => self.top(&form),
            Rule::catalogue_form => self.catalogue(&form),
            Rule::allegation_form => self.allegations(&form),
            Rule::statement_form => self.statements(&form),
            Rule::reporting_form => self.reporting(&form),
            Rule::claimant_form => Form::Claims(self.claimed(&form)),
            Rule::which_form => Form::Events(self.counted(&form)),
            Rule::pair_form => Form::Pairs(self.selection(&form)),
            Rule::whom_form => self.whom(&form),
            Rule::location_form => Form::Location(self.mention(&presume(&form, Rule::name_item))),
            Rule::where_form => self.places(&form),
            Rule::when_form => Form::When(self.selection(&form)),
            Rule::holder_form => self.holder(&form),
            Rule::victims_form => self.victims(&form),
            Rule::place_form | Rule::count_of_form => self.busiest(&form),
            Rule::group_form => self.busiest_group(&form),
            Rule::who_form => self.who(&form),
            Rule::deed_form => self.deeds(&form),
            Rule::description_form => Form::Description(self.mention(&presume(&form, Rule::name_item))),
            Rule::claim_form | Rule::exists_form => Form::Claims(self.selection(&form)),
            Rule::assertion_form => Form::Claims(self.asserted(&presume(&form, Rule::asserted_clause))),
            Rule::ongoing_form => self.still(&form),
            _ => Form::Events(self.selection(&form)),
        }
    }

    fn compare(&self, form: &Pair<'_, Rule>) -> Form {
        Form::Comparison(match child(form, Rule::compared_names) {
            Some(pair) => Comparison::Names(self.names(&presume(&pair, Rule::names)), self.filters(&pair)),
            None => Comparison::Within(self.selection(form)),
        })
    }

    fn filters(&self, pair: &Pair<'_, Rule>) -> Vec<Filter> {
        pair.clone().into_inner().flat_map(|part| self.conditions(&part)).collect()
    }

    fn relations(&self, form: &Pair<'_, Rule>) -> Form {
        let names = children(form, Rule::name_item);
        let between = Box::new((self.mention(&names[0]), self.mention(&names[1])));
        Form::Relations { between, filters: self.filters(form) }
    }

    fn connection(&self, form: &Pair<'_, Rule>) -> Form {
        let names = children(form, Rule::name_item);
        Form::Connection(Box::new((self.mention(&names[0]), self.mention(&names[1]))))
    }

    fn timeline(&self, form: &Pair<'_, Rule>) -> Selection {
        let mut selection = self.selection(form);
        if let Some(names) = child(form, Rule::timeline_names).map(|pair| presume(&pair, Rule::names)) {
            let kind = FilterKind::Bare(self.names(&names));
            selection.filters.insert(0, Filter { kind, negated: false, tokens: self.tokens(&names) });
        }
        selection
    }

    fn consequences(&self, form: &Pair<'_, Rule>) -> Form {
        let relation = match (has(form, Rule::followed), has(form, Rule::preceded)) {
            (true, _) => Relation::After,
            (_, true) => Relation::Before,
            _ => {
                let results = has(form, Rule::resulted) || has(form, Rule::caused_last);
                return Form::Consequences { results, selection: self.selection(form) };
            }
        };
        let selection = presume(form, Rule::selection);
        let period = Period::Event(Box::new(self.selection(&selection)));
        let time = TimeFilter { possibly: false, relation: Some(RelationWord::Is(relation)), period };
        let filter = Filter { kind: FilterKind::Time(time), negated: false, tokens: self.tokens(&selection) };
        Form::Events(Selection { filters: vec![filter], ..Selection::everything() })
    }

    fn evidenced(&self, form: &Pair<'_, Rule>) -> Selection {
        match child(form, Rule::asserted_clause) {
            Some(clause) => self.asserted(&clause),
            None => self.selection(form),
        }
    }

    fn places(&self, form: &Pair<'_, Rule>) -> Form {
        let kind = child(form, Rule::which_place).and_then(|which| child(&which, Rule::kind));
        Form::Where { kind: kind.map(|kind| self.token(&kind)), selection: self.selection(form) }
    }

    fn busiest(&self, form: &Pair<'_, Rule>) -> Form {
        let kind = child(form, Rule::kind).unwrap_or_else(|| presume(form, Rule::known_places));
        Form::Busiest { kind: self.token(&kind), selection: self.selection(form) }
    }

    fn busiest_group(&self, form: &Pair<'_, Rule>) -> Form {
        let dimension = self.dimension(&presume(form, Rule::dimension));
        Form::Top { ranked: Ranked::Dimension(dimension), limit: None, selection: self.selection(form) }
    }

    fn reporting(&self, form: &Pair<'_, Rule>) -> Form {
        let mut selection = self.selection(form);
        selection.filters.insert(0, self.of_names(&presume(form, Rule::names), FilterKind::Told));
        if has(form, Rule::how_many) { Form::Count(selection) } else { Form::Events(selection) }
    }

    fn claimed(&self, form: &Pair<'_, Rule>) -> Selection {
        match child(form, Rule::asserted_clause) {
            Some(clause) => self.asserted(&clause),
            None => self.selection(form),
        }
    }

    fn victims(&self, form: &Pair<'_, Rule>) -> Form {
        let injured = child(form, Rule::injure);
        let measure = if injured.is_some() { Measure::Injured } else { Measure::Killed };
        let verb = injured.or_else(|| child(form, Rule::kill)).unwrap_or_else(|| presume(form, Rule::die));
        Form::Victims { measure, verb: self.token(&verb), filters: self.filters(form) }
    }

    fn amount(&self, form: &Pair<'_, Rule>) -> Form {
        Form::Amount(self.done(form))
    }

    fn still(&self, form: &Pair<'_, Rule>) -> Form {
        let mut selection = self.selection(form);
        selection.filters.push(Filter { kind: FilterKind::Ongoing, negated: false, tokens: self.tokens(form) });
        Form::Events(selection)
    }

    fn of_names(&self, names: &Pair<'_, Rule>, kind: impl Fn(Names) -> FilterKind) -> Filter {
        Filter { kind: kind(self.names(names)), negated: false, tokens: self.tokens(names) }
    }

    /// How many prisoners somebody exchanged is told by the events; how many strikes somebody made is their number.
    fn count(&self, form: &Pair<'_, Rule>) -> Form {
        let selection = self.counted(form);
        let clause = child(form, Rule::count_clause);
        let doing = clause.and_then(|clause| child(&clause, Rule::doing));
        let verb = doing.and_then(|doing| child(&doing, Rule::verb).or_else(|| child(&doing, Rule::light)));
        match (&selection.head, verb) {
            (Head::Unknown(thing), Some(verb)) => {
                Form::Quantity { thing: thing.clone(), verb: self.token(&verb), filters: selection.filters }
            }
            _ => Form::Count(selection),
        }
    }

    fn number(&self, form: &Pair<'_, Rule>) -> Form {
        match child(form, Rule::reporting_number) {
            Some(reporting) => Form::ReportingSources(self.selection(&reporting)),
            None => Form::Number(Box::new(self.took_part(form, form))),
        }
    }

    fn counted(&self, form: &Pair<'_, Rule>) -> Selection {
        child(form, Rule::count_clause).map_or_else(|| self.selection(form), |clause| self.done(&clause))
    }

    /// "how many attacks did Norway carry out": the noun is what is meant, whatever the verb.
    fn done(&self, clause: &Pair<'_, Rule>) -> Selection {
        let mut selection = self.selection(clause);
        let mut meant = Selection::everything();
        self.add(&mut meant, &presume(clause, Rule::noun_phrase));
        selection.head = meant.head;
        let undergone = child(clause, Rule::doing).is_some_and(|doing| has(&doing, Rule::undergone));
        let part = if undergone { FilterKind::Object } else { FilterKind::Subject };
        let names = child(clause, Rule::names);
        selection.filters.extend(names.map(|names| self.of_names(&names, part)));
        let given = child(clause, Rule::given_names).map(|given| presume(&given, Rule::names));
        selection.filters.extend(given.map(|names| self.of_names(&names, FilterKind::Object)));
        selection
    }

    fn measure(&self, form: &Pair<'_, Rule>) -> Form {
        if let Some(counted) = child(form, Rule::counted_total) {
            let thing = self.every_token(&presume(&counted, Rule::counted_thing));
            let verb = self.token(&presume(&counted, Rule::changed));
            return Form::Quantity { thing, verb, filters: self.filters(&counted) };
        }
        let total = child(form, Rule::measure_total);
        let average = total.as_ref().is_some_and(|total| has(total, Rule::average));
        let question = total.or_else(|| child(form, Rule::measure_count)).expect("a measure is a count or a total");
        if let Some(thing) = child(&question, Rule::thing) {
            let verb = self.token(&presume(&question, Rule::changed));
            return Form::Quantity { thing: self.every_token(&thing), verb, filters: self.filters(&question) };
        }
        let mut selection = self.selection(&question);
        if let Some(acting) = child(&question, Rule::acting) {
            selection.filters.insert(0, self.of_names(&presume(&acting, Rule::names), FilterKind::Subject));
            return Form::Acting(selection);
        }
        if let Some(names) = child(&question, Rule::names) {
            let kind = FilterKind::Subject(self.names(&names));
            selection.filters.push(Filter { kind, negated: false, tokens: self.tokens(&names) });
        }
        let measured = child(&question, Rule::measured).unwrap_or(question);
        let property = if has(&measured, Rule::injure) { Measure::Injured } else { Measure::Killed };
        Form::Measure { property, average, selection }
    }

    fn top(&self, form: &Pair<'_, Rule>) -> Form {
        let ranked = presume(form, Rule::ranked);
        let ranked = match child(&ranked, Rule::dimension) {
            Some(dimension) => Ranked::Dimension(self.dimension(&dimension)),
            None => Ranked::Kind(self.token(&ranked)),
        };
        let limit = child(form, Rule::number).map(|number| self.token(&number));
        Form::Top { ranked, limit, selection: self.selection(form) }
    }

    fn catalogue(&self, form: &Pair<'_, Rule>) -> Form {
        let catalogue = form.clone().into_inner().find_map(|part| match part.as_rule() {
            Rule::known_types => Some(Catalogue::Types),
            Rule::known_places => Some(Catalogue::Places),
            Rule::known_sources => Some(Catalogue::Sources),
            Rule::known_actors => Some(Catalogue::Actors),
            Rule::known_documents => Some(Catalogue::Documents),
            Rule::kind => Some(Catalogue::Kind(self.token(&part))),
            _ => None,
        });
        Form::Catalogue { catalogue: catalogue.expect("the grammar names a catalogue"), filters: self.filters(form) }
    }

    fn allegations(&self, form: &Pair<'_, Rule>) -> Form {
        let against = child(form, Rule::names).map(|names| self.names(&names));
        Form::Allegations { against, filters: self.filters(form) }
    }

    fn statements(&self, form: &Pair<'_, Rule>) -> Form {
        let mut selection = self.selection(form);
        selection.head = self.said(form);
        if let Some(names) = child(form, Rule::names) {
            let kind = FilterKind::Subject(self.names(&names));
            selection.filters.insert(0, Filter { kind, negated: false, tokens: self.tokens(&names) });
        }
        match has(form, Rule::who) {
            false => Form::Statements(selection),
            true => Form::Participants { part: Part::Subject, column: "who", kind: None, selection },
        }
    }

    fn said(&self, form: &Pair<'_, Rule>) -> Head {
        let holder = child(form, Rule::what_was_said).unwrap_or_else(|| form.clone());
        Head::Verb(self.token(&presume(&holder, Rule::say)))
    }

    fn whom(&self, form: &Pair<'_, Rule>) -> Form {
        let mut selection = self.selection(form);
        let names = presume(form, Rule::names);
        let kind = FilterKind::Subject(self.names(&names));
        selection.filters.insert(0, Filter { kind, negated: false, tokens: self.tokens(&names) });
        let verb = self.token(&presume(form, Rule::event_verb));
        let verb_with = self.tokens[verb].folded.ends_with(" with");
        let other_side = has(form, Rule::with_whom) || has(form, Rule::with_last) || verb_with;
        let part = if other_side { Part::OtherSide } else { Part::Object };
        let kind = child(form, Rule::kind).or_else(|| child(form, Rule::known_places));
        Form::Participants { part, column: "whom", kind: kind.map(|kind| self.token(&kind)), selection }
    }

    fn holder(&self, form: &Pair<'_, Rule>) -> Form {
        let title = child(form, Rule::title).or_else(|| child(form, Rule::word_title));
        let title = title.map(|title| self.every_token(&title)).unwrap_or_default();
        Form::Holder { title, of: self.mention(&presume(form, Rule::name_item)) }
    }

    fn who(&self, form: &Pair<'_, Rule>) -> Form {
        let subject = presume(form, Rule::who_subject);
        self.took_part(form, &subject)
    }

    fn took_part(&self, form: &Pair<'_, Rule>, subject: &Pair<'_, Rule>) -> Form {
        let kind = child(subject, Rule::kind).or_else(|| child(subject, Rule::known_places));
        let kind = kind.map(|kind| self.token(&kind));
        let predicate = presume(form, Rule::who_predicate);
        if let Some(both) = child(&predicate, Rule::both_joined) {
            return self.in_both(form, &predicate, &both, kind);
        }
        let mut selection = self.selection(&predicate);
        self.add_all(&mut selection, form);
        let part = self.part(&predicate);
        Form::Participants { part, column: "who", kind, selection }
    }

    fn part(&self, predicate: &Pair<'_, Rule>) -> Part {
        if has(predicate, Rule::involved) {
            return Part::Any;
        }
        if has(predicate, Rule::responsible) {
            return Part::Subject;
        }
        if has(predicate, Rule::took_part) {
            return Part::Active;
        }
        let passive = has(predicate, Rule::verb);
        match passive || self.subject_role(predicate) == Role::Recipient {
            true => Part::Object,
            false => Part::Subject,
        }
    }

    fn in_both(
        &self,
        form: &Pair<'_, Rule>,
        predicate: &Pair<'_, Rule>,
        both: &Pair<'_, Rule>,
        kind: Option<usize>,
    ) -> Form {
        let part = if has(both, Rule::involved) { Part::Any } else { Part::Active };
        let mut selections = (Selection::everything(), Selection::everything());
        let mut after_and = false;
        for inner in predicate.clone().into_inner() {
            after_and |= inner.as_rule() == Rule::and;
            self.add(if after_and { &mut selections.1 } else { &mut selections.0 }, &inner);
        }
        // A condition at the end is said of both.
        selections.0.filters.extend(self.filters(form));
        selections.1.filters.extend(self.filters(form));
        Form::InBoth { part, kind, selections: Box::new(selections) }
    }

    fn deeds(&self, form: &Pair<'_, Rule>) -> Form {
        let mut selection = self.selection(form);
        let part = if self.is_passive(form) { FilterKind::Object } else { FilterKind::Subject };
        selection.filters.insert(0, self.of_names(&presume(form, Rule::names), part));
        // "what did Norway accuse Sweden of"
        if let Some(other) = child(form, Rule::to_whom_done) {
            selection.filters.insert(1, self.of_names(&presume(&other, Rule::names), FilterKind::Object));
        }
        Form::Events(selection)
    }

    /// "what was Norway accused of", but not "what is Norway planning".
    fn is_passive(&self, form: &Pair<'_, Rule>) -> bool {
        let verb = child(form, Rule::event_verb).map(|verb| self.token(&verb));
        has(form, Rule::be) && verb.is_some_and(|verb| !self.is_progressive(verb))
    }

    fn is_progressive(&self, verb: usize) -> bool {
        self.tokens[verb].folded.split(' ').next().is_some_and(|word| word.ends_with("ing"))
    }

    fn asserted(&self, clause: &Pair<'_, Rule>) -> Selection {
        let Some(active) = child(clause, Rule::asserted_active) else {
            let passive = presume(clause, Rule::asserted_passive);
            let mut selection = self.selection(&passive);
            selection.filters.insert(0, self.of_names(&presume(&passive, Rule::names), FilterKind::Object));
            return selection;
        };
        let mut selection = Selection::everything();
        let action = presume(&active, Rule::action);
        self.add_subject(&mut selection, &presume(&active, Rule::names), &action);
        self.add_all(&mut selection, &active);
        selection
    }
}

impl Names {
    /// Whether each of the names counts by itself.
    pub(in super::super) fn are_alternatives(&self) -> bool {
        self.joined != Joined::Both
    }
}

impl Dimension {
    /// Whether events fall into it by their start.
    pub(in super::super) const fn is_time(self) -> bool {
        matches!(self, Self::Day | Self::Week | Self::Month | Self::Quarter | Self::Year)
    }
}
