package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mesh.stencil.LinearPart;
import org.parhelion.solvers.time.Rate;

/**
 * Fields that change by their rates.
 *
 * @param initials of all fields, their values at time 0
 * @param rates of those that change
 */
record EvolutionModel(
        CaseFile file,
        EvolutionSpec spec,
        CartesianGrid grid,
        List<Field> fields,
        List<Expr> initials,
        List<Rate> rates,
        Map<String, Expr> quantities)
        implements CaseModel {

    static EvolutionModel build(ModelBuilder builder, EvolutionSpec spec) {
        List<Field> fields = new ArrayList<>();
        for (FieldSpec field : spec.fields()) {
            fields.add(builder.addField(field.name(), Location.CELL, field.position()));
        }
        builder.addExpressions();
        for (int n = 0; n < fields.size(); n++) {
            builder.setBoundaries(fields.get(n), spec.fields().get(n).boundary());
        }
        List<Expr> initials = spec.fields().stream()
                .map(field -> builder.parseWithoutFields(field.initial(), "an initial value"))
                .toList();
        List<Rate> rates = rates(builder, spec, fields);
        return new EvolutionModel(
                builder.file(), spec, builder.grid(), fields, initials, rates, builder.quantities(Map.of()));
    }

    private static List<Rate> rates(ModelBuilder builder, EvolutionSpec spec, List<Field> fields) {
        Set<Field> unknowns = new HashSet<>();
        for (int n = 0; n < fields.size(); n++) {
            if (spec.fields().get(n).isUnknown()) {
                unknowns.add(fields.get(n));
            }
        }
        List<Rate> rates = new ArrayList<>();
        for (int n = 0; n < fields.size(); n++) {
            FieldSpec field = spec.fields().get(n);
            if (field.isUnknown()) {
                Expr none = Expr.constant(0);
                Expr explicit = field.rate().map(builder::parse).orElse(none);
                Expr implicit = field.implicit().map(builder::parse).orElse(none);
                if (field.implicit().isPresent()) {
                    checkImplicit(field.implicit().get(), implicit, fields.get(n), unknowns);
                }
                rates.add(new Rate(fields.get(n), explicit, implicit));
            }
        }
        return rates;
    }

    private static void checkImplicit(CaseText text, Expr implicit, Field own, Set<Field> unknowns) {
        for (Field other : unknowns) {
            if (other != own && LinearPart.isIn(implicit, Set.of(other))) {
                throw text.refuse(
                        "field " + other.name()
                                + " changes too, and implicit parts are solved for one field at a time; move the terms with "
                                + other.name() + " to rate",
                        other.name());
            }
        }
        try {
            if (LinearPart.of(implicit, Set.of(own)).isFreeOfUnknowns()) {
                throw text.refuse(
                        "has no term with " + own.name() + ", so there is nothing to solve for; write it as rate");
            }
        } catch (ExpressionException nonlinear) {
            throw text.refuse(
                    nonlinear.problem() + "; only linear terms can be solved for: move this one to rate",
                    nonlinear.culprit());
        }
    }
}
