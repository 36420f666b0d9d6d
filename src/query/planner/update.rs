//! `CREATE`, `MERGE`, `SET`, `REMOVE` and `DELETE`.

use std::collections::HashSet;

use super::kind::{self, Kind};
use super::pattern::PathSlots;
use super::scope::Scope;
use super::{Planner, already_bound, syntax};
use crate::query::QueryError;
use crate::query::ast::{
    self, Direction, ExpressionKind, LabelExpression, MergeAction, MergeOutcome, Name, NodePattern, PathPattern,
    RelationshipPattern, RemoveItem, SetItem,
};
use crate::query::plan::{
    CreateNode, CreatePath, CreateRelationship, Expression, MergePlan, Operator, Pipeline, Removal, SetAction, Slot,
    Subplan, walk,
};

impl Planner<'_> {
    pub(super) fn create(
        &mut self,
        pattern: &[PathPattern],
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let mut paths = Vec::with_capacity(pattern.len());
        for path in pattern {
            paths.push(self.create_path(path, scope)?);
        }
        // Neighbouring CREATEs are one: long scripts are lists of them.
        match pipeline.operators.last_mut() {
            Some(Operator::Create { paths: before }) => before.extend(paths),
            _ => pipeline.operators.push(Operator::Create { paths }),
        }
        Ok(())
    }

    /// A path to create. Its properties see what earlier paths created, not what this one does.
    fn create_path(&mut self, path: &PathPattern, scope: &mut Scope) -> Result<CreatePath, QueryError> {
        let before = scope.clone();
        let mut created = CreatePath::default();
        let start = self.create_node(&path.start, path.steps.is_empty(), &before, scope, &mut created)?;
        let mut parts = vec![start.clone()];
        let mut from = start;
        for (relationship, node) in &path.steps {
            let to = self.create_node(node, false, &before, scope, &mut created)?;
            let slot = self.create_relationship(relationship, (&from, &to), &before, scope, &mut created)?;
            parts.extend([slot, to.clone()]);
            from = to;
        }
        if let Some(variable) = &path.variable {
            if scope.get(&variable.text).is_some() {
                return Err(already_bound(variable));
            }
            let slot = self.slot(variable.text.clone());
            scope.bind(variable.text.clone(), slot.clone(), Kind::Path);
            created.path = Some((slot, parts));
        }
        Ok(created)
    }

    fn create_node(
        &mut self,
        node: &NodePattern,
        alone: bool,
        before: &Scope,
        scope: &mut Scope,
        created: &mut CreatePath,
    ) -> Result<Slot, QueryError> {
        refuse_filter(node.filter.as_ref())?;
        if let Some(variable) = &node.variable
            && let Some(binding) = scope.get(&variable.text)
        {
            if alone || node.labels.is_some() || node.properties.is_some() {
                return Err(already_bound(variable));
            }
            if !matches!(binding.kind, Kind::Node | Kind::Any) {
                let message = format!("variable `{}` is {}, not a node", variable.text, binding.kind.one());
                return Err(syntax("VariableTypeConflict", message).at(variable.span));
            }
            return Ok(binding.slot.clone());
        }
        let properties = node.properties.as_ref().map(|properties| self.lower(properties, before)).transpose()?;
        let labels = created_labels(node)?;
        let slot = match &node.variable {
            Some(variable) => self.slot(variable.text.clone()),
            None => self.nameless("node"),
        };
        if let Some(variable) = &node.variable {
            scope.bind(variable.text.clone(), slot.clone(), Kind::Node);
        }
        created.nodes.push(CreateNode { slot: slot.clone(), labels, properties });
        Ok(slot)
    }

    fn create_relationship(
        &mut self,
        relationship: &RelationshipPattern,
        (left, right): (&Slot, &Slot),
        before: &Scope,
        scope: &mut Scope,
        created: &mut CreatePath,
    ) -> Result<Slot, QueryError> {
        refuse_bound(relationship, scope)?;
        check_created(relationship)?;
        if relationship.direction == Direction::Both {
            return Err(syntax("RequiresDirectedRelationship", "a relationship to create needs a direction")
                .at(relationship.span)
                .help("write --> or <--"));
        }
        if let Some(variable) = &relationship.variable
            && scope.get(&variable.text).is_some()
        {
            return Err(already_bound(variable));
        }
        let properties =
            relationship.properties.as_ref().map(|properties| self.lower(properties, before)).transpose()?;
        let slot = match &relationship.variable {
            Some(variable) => self.slot(variable.text.clone()),
            None => self.nameless("relationship"),
        };
        if let Some(variable) = &relationship.variable {
            scope.bind(variable.text.clone(), slot.clone(), Kind::Relationship);
        }
        created.relationships.push(directed(relationship, slot.clone(), left, right, properties));
        Ok(slot)
    }

    pub(super) fn merge(
        &mut self,
        path: &PathPattern,
        actions: &[MergeAction],
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let before = scope.clone();
        check_merged(path, &before)?;
        let mut find = Pipeline::default();
        let remarks = self.warnings.len();
        let slots = self.pattern(std::slice::from_ref(path), None, scope, &mut find)?;
        // What the graph does not know it is about to: no remark. `merged_path` looks at what is only read once more.
        self.warnings.truncate(remarks);
        let mut introduced: Vec<Slot> = find.operators.iter().flat_map(walk::fills).collect();
        introduced.dedup();
        let create = self.merged_path(path, &slots[0], &before, scope)?;
        let mut on = |outcome: MergeOutcome| {
            let items = actions.iter().filter(|action| action.on == outcome).flat_map(|action| &action.items);
            items.map(|item| self.set_item(item, scope)).collect::<Result<Vec<_>, _>>()
        };
        let (on_create, on_match) = (on(MergeOutcome::Create)?, on(MergeOutcome::Match)?);
        let find = Subplan { pipeline: find, ordinal: self.slot("row") };
        let plan = MergePlan { find, introduced, create, on_match, on_create };
        pipeline.operators.push(Operator::Merge { plan: Box::new(plan) });
        Ok(())
    }

    /// What is created where nothing is found: everything in the path that was not known before.
    fn merged_path(
        &mut self,
        path: &PathPattern,
        slots: &PathSlots,
        before: &Scope,
        scope: &Scope,
    ) -> Result<CreatePath, QueryError> {
        let known = |variable: &Option<Name>| variable.as_ref().is_some_and(|name| before.get(&name.text).is_some());
        let mut created = CreatePath::default();
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
        for (node, slot) in nodes.zip(&slots.nodes) {
            let twice = created.nodes.iter().any(|other: &CreateNode| other.slot == *slot);
            if known(&node.variable) || twice {
                continue;
            }
            let labels = created_labels(node)?;
            let properties = node.properties.as_ref().map(|properties| self.lower(properties, before)).transpose()?;
            created.nodes.push(CreateNode { slot: slot.clone(), labels, properties });
        }
        let mut parts = vec![slots.nodes[0].clone()];
        for (i, (relationship, _)) in path.steps.iter().enumerate() {
            let (left, right) = (&slots.nodes[i], &slots.nodes[i + 1]);
            let slot = slots.relationships[i].slot.clone();
            let properties =
                relationship.properties.as_ref().map(|properties| self.lower(properties, before)).transpose()?;
            created.relationships.push(directed(relationship, slot.clone(), left, right, properties));
            parts.extend([slot, right.clone()]);
        }
        if let Some(variable) = &path.variable {
            created.path = Some((scope.resolve(variable)?.slot.clone(), parts));
        }
        Ok(created)
    }

    pub(super) fn set_items(&mut self, items: &[SetItem], scope: &Scope) -> Result<Vec<SetAction>, QueryError> {
        items.iter().map(|item| self.set_item(item, scope)).collect()
    }

    fn set_item(&mut self, item: &SetItem, scope: &Scope) -> Result<SetAction, QueryError> {
        Ok(match item {
            SetItem::Property { target, value } => {
                let (target, key) = self.property_target(target, scope)?;
                SetAction::Property { target, key, value: self.lower(value, scope)? }
            }
            SetItem::Replace { variable, value } => self.set_properties(variable, value, false, scope)?,
            SetItem::Merge { variable, value } => self.set_properties(variable, value, true, scope)?,
            SetItem::Labels { variable, labels } => {
                SetAction::Labels { target: entity(variable, &[Kind::Node], "a node", scope)?, labels: labels.clone() }
            }
        })
    }

    fn set_properties(
        &mut self,
        variable: &Name,
        value: &ast::Expression,
        keep: bool,
        scope: &Scope,
    ) -> Result<SetAction, QueryError> {
        let target = entity(variable, ENTITY, "a node or a relationship", scope)?;
        let (lowered, kind) = self.expression(value, scope)?;
        kind::expect(
            &kind,
            &[Kind::Map, Kind::Node, Kind::Relationship],
            "a map, a node or a relationship",
            value.span,
        )?;
        Ok(SetAction::Properties { target, value: lowered, keep })
    }

    /// The base and the key of `base.key` as something to write to.
    fn property_target(&mut self, target: &ast::Expression, scope: &Scope) -> Result<(Expression, Name), QueryError> {
        let ExpressionKind::Property(base, key) = &target.kind else {
            return Err(syntax("UnexpectedSyntax", "expected a property, such as `n.name`").at(target.span));
        };
        let (lowered, kind) = self.expression(base, scope)?;
        kind::expect(&kind, ENTITY, "a node or a relationship", base.span)?;
        Ok((lowered, key.clone()))
    }

    pub(super) fn remove(
        &mut self,
        items: &[RemoveItem],
        scope: &Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let removals = items.iter().map(|item| {
            Ok(match item {
                RemoveItem::Property(target) => {
                    let (target, key) = self.property_target(target, scope)?;
                    Removal::Property { target, key }
                }
                RemoveItem::Labels { variable, labels } => Removal::Labels {
                    target: entity(variable, &[Kind::Node], "a node", scope)?,
                    labels: labels.clone(),
                },
            })
        });
        let removals = removals.collect::<Result<_, QueryError>>()?;
        pipeline.operators.push(Operator::Remove { removals });
        Ok(())
    }

    pub(super) fn delete(
        &mut self,
        detach: bool,
        expressions: &[ast::Expression],
        scope: &Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let mut lowered = Vec::with_capacity(expressions.len());
        for expression in expressions {
            if matches!(expression.kind, ExpressionKind::HasLabels(..)) {
                return Err(syntax("InvalidDelete", "a label is removed, not deleted")
                    .at(expression.span)
                    .help("write REMOVE n:Label"));
            }
            let (deleted, kind) = self.expression(expression, scope)?;
            let deletable = [Kind::Node, Kind::Relationship, Kind::Path];
            kind::expect(&kind, &deletable, "a node, a relationship or a path", expression.span)?;
            lowered.push(deleted);
        }
        pipeline.operators.push(Operator::Delete { expressions: lowered, detach });
        Ok(())
    }
}

const ENTITY: &[Kind] = &[Kind::Node, Kind::Relationship];

/// The slot of a variable that must be an entity.
fn entity(variable: &Name, kinds: &[Kind], expected: &str, scope: &Scope) -> Result<Slot, QueryError> {
    let binding = scope.resolve(variable)?;
    kind::expect(&binding.kind, kinds, expected, variable.span)?;
    Ok(binding.slot.clone())
}

fn directed(
    relationship: &RelationshipPattern,
    slot: Slot,
    left: &Slot,
    right: &Slot,
    properties: Option<Expression>,
) -> CreateRelationship {
    let (start, end) = if relationship.direction == Direction::Incoming { (right, left) } else { (left, right) };
    let kind = relationship.types[0].clone();
    CreateRelationship { slot, kind, start: start.clone(), end: end.clone(), properties }
}

fn check_created(relationship: &RelationshipPattern) -> Result<(), QueryError> {
    refuse_filter(relationship.filter.as_ref())?;
    if relationship.length.is_some() {
        return Err(
            syntax("CreatingVarLength", "a relationship of variable length cannot be created").at(relationship.span)
        );
    }
    if relationship.types.len() != 1 {
        return Err(
            syntax("NoSingleRelationshipType", "a relationship to create needs exactly one type").at(relationship.span)
        );
    }
    Ok(())
}

fn check_merged(path: &PathPattern, before: &Scope) -> Result<(), QueryError> {
    let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
    for node in nodes {
        refuse_filter(node.filter.as_ref())?;
        let described = path.steps.is_empty() || node.labels.is_some() || node.properties.is_some();
        if let Some(variable) = &node.variable
            && described
            && before.get(&variable.text).is_some()
        {
            return Err(already_bound(variable));
        }
    }
    for (relationship, _) in &path.steps {
        refuse_bound(relationship, before)?;
        check_created(relationship)?;
    }
    Ok(())
}

fn refuse_bound(relationship: &RelationshipPattern, scope: &Scope) -> Result<(), QueryError> {
    match &relationship.variable {
        Some(variable) if scope.get(&variable.text).is_some() => Err(already_bound(variable)),
        _ => Ok(()),
    }
}

fn refuse_filter(filter: Option<&ast::Expression>) -> Result<(), QueryError> {
    filter
        .map_or(Ok(()), |filter| Err(syntax("UnexpectedSyntax", "what is created cannot have a WHERE").at(filter.span)))
}

/// The labels of a node to create: all of them, so no `|`, `!` or `%`.
fn created_labels(node: &NodePattern) -> Result<Vec<Name>, QueryError> {
    let mut names = Vec::new();
    let mut pending: Vec<&LabelExpression> = node.labels.iter().collect();
    while let Some(labels) = pending.pop() {
        match labels {
            LabelExpression::Label(name) => names.push(name.clone()),
            LabelExpression::And(operands) => pending.extend(operands.iter().rev()),
            LabelExpression::Any | LabelExpression::Not(_) | LabelExpression::Or(_) => {
                let message = "a node is created with labels, not with a condition on them";
                return Err(syntax("UnexpectedSyntax", message).at(node.span).help("write (n:One:Two)"));
            }
        }
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.text.clone()));
    Ok(names)
}
