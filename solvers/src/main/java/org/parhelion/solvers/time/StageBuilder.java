package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.FieldSubstitution;
import org.parhelion.mesh.stencil.Parameter;

/** The fields and expressions that the stages of all schemes are made of. Lists go by unknown, in the system's order. */
final class StageBuilder {
    private final List<Rate> system;
    private final List<Field> unknowns;
    private final Parameter step = Parameter.of("dt", 0);

    /** @throws IllegalArgumentException the system is empty, mixes grids or names a field twice */
    StageBuilder(List<Rate> system) {
        if (system.isEmpty()) {
            throw new IllegalArgumentException("a system needs at least one rate");
        }
        this.system = List.copyOf(system);
        this.unknowns = system.stream().map(Rate::field).toList();
        for (Field field : unknowns) {
            if (field.grid() != grid()) {
                throw new IllegalArgumentException("fields " + unknowns.get(0) + " and " + field + " are of two grids");
            }
            if (unknowns.stream().filter(other -> other == field).count() > 1) {
                throw new IllegalArgumentException("field " + field + " has two rates");
            }
        }
    }

    CartesianGrid grid() {
        return unknowns.get(0).grid();
    }

    List<Field> unknowns() {
        return unknowns;
    }

    /** The Δt of all stages. */
    Parameter step() {
        return step;
    }

    /** One more field for each unknown, alike in location and boundaries. */
    List<Field> fields(String suffix) {
        List<Field> stage = new ArrayList<>();
        for (Field unknown : unknowns) {
            Field field = grid().field(unknown.name() + suffix, unknown.location());
            for (Side side : Side.values()) {
                if (grid().uses(side.axis()) && !grid().isPeriodic(side.axis())) {
                    field.boundary(side, unknown.boundary(side));
                }
            }
            field.widenHalo(unknown.halo());
            stage.add(field);
        }
        return stage;
    }

    /** Whether the rate of an unknown has an explicit part. */
    boolean hasExplicit(int unknown) {
        return system.get(unknown).hasExplicit();
    }

    /** Whether any rate has one. */
    boolean hasExplicit() {
        return system.stream().anyMatch(Rate::hasExplicit);
    }

    /** The explicit rates as functions of a stage instead of the unknowns. */
    List<Expr> rates(List<Field> stage) {
        FieldSubstitution substitution = substitution(stage);
        return system.stream().map(rate -> substitution.apply(rate.value())).toList();
    }

    /** The implicit parts as functions of a stage. */
    List<Expr> implicitRates(List<Field> stage) {
        FieldSubstitution substitution = substitution(stage);
        return system.stream().map(rate -> substitution.apply(rate.implicit())).toList();
    }

    private FieldSubstitution substitution(List<Field> stage) {
        Map<Field, Field> replacements = new HashMap<>();
        for (int n = 0; n < unknowns.size(); n++) {
            replacements.put(unknowns.get(n), stage.get(n));
        }
        return new FieldSubstitution(replacements);
    }

    /** The change over a step at these rates: Δt R(stage). */
    List<Expr> changes(List<Field> stage) {
        return rates(stage).stream().map(rate -> step.times(rate)).toList();
    }

    /** What one unknown's new value is made of. */
    @FunctionalInterface
    interface Formula {
        /** The new value of unknown number {@code unknown} of the system. */
        Expr of(int unknown);
    }

    List<Assignment> assign(List<Field> targets, Formula formula) {
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < targets.size(); n++) {
            assignments.add(new Assignment(targets.get(n), formula.of(n)));
        }
        return assignments;
    }
}
