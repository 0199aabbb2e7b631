package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Lowering.Offset;

/** Lowers derivatives: picks the formula for the grid's spacing and gives it the operand at shifted points. */
final class DerivativeLowering {
    private static final double SAME_SPACING = 1e-13;

    private final CartesianGrid grid;
    private final Location location;
    private final ProgramBuilder builder;
    private final Algebra algebra;
    private final Differences differences;
    private final BiFunction<Expr, Offset, ScaledValue> lowering;
    private final Map<Axis, Set<Expr>> centred = new EnumMap<>(Axis.class);

    DerivativeLowering(
            CartesianGrid grid,
            Location location,
            ProgramBuilder builder,
            Algebra algebra,
            BiFunction<Expr, Offset, ScaledValue> lowering) {
        this.grid = grid;
        this.location = location;
        this.builder = builder;
        this.algebra = algebra;
        this.differences = new Differences(builder, algebra);
        this.lowering = lowering;
    }

    ScaledValue lower(Expr expr, Offset at) {
        if (expr instanceof Expr.Derivative derivative) {
            return derivative(derivative, at);
        } else if (expr instanceof Expr.Laplacian laplacian) {
            return laplacian(laplacian, at);
        } else if (expr instanceof Expr.Upwind upwind) {
            return upwind(upwind, at);
        }
        throw new AssertionError("no lowering for " + expr.getClass());
    }

    /** Spacing at a point: on a stretched axis half the distance between the neighbours. */
    ScaledValue spacing(Axis axis, Offset at) {
        checkUsed(axis, "h" + axis.label());
        if (grid.isUniform(axis)) {
            return algebra.constant(grid.spacing(axis));
        }
        int here = at.along(axis);
        int across = builder.apply(
                PrimitiveOp.SUBTRACT, builder.coordinate(axis, here + 1), builder.coordinate(axis, here - 1));
        return algebra.scaled(0.5, algebra.of(across));
    }

    void checkShift(int i, int j, int k) {
        Offset offset = new Offset(i, j, k);
        for (Axis axis : Axis.values()) {
            if (offset.along(axis) != 0) {
                checkUsed(axis, "a shift along " + axis.label());
            }
        }
    }

    private ScaledValue derivative(Expr.Derivative derivative, Offset at) {
        Axis first = derivative.first();
        Axis second = derivative.second();
        String name = "d" + first.label() + (second == null ? "" : second.label());
        checkAccuracy(derivative.accuracy());
        check(first, name, derivative.operand());
        if (second == null) {
            return along(first, 1, derivative.accuracy(), at, here -> number(derivative.operand(), here));
        } else if (second == first) {
            return along(first, 2, derivative.accuracy(), at, here -> number(derivative.operand(), here));
        }
        check(second, name, derivative.operand());
        return along(
                second,
                1,
                derivative.accuracy(),
                at,
                there -> along(first, 1, derivative.accuracy(), there, here -> number(derivative.operand(), here)));
    }

    /** First or second derivative along one axis of values that are known at any point. */
    private ScaledValue along(
            Axis axis, int derivative, int accuracy, Offset at, Function<Offset, ScaledValue> operand) {
        IntFunction<ScaledValue> line = distance -> operand.apply(at.plus(axis, distance));
        if (!grid.isUniform(axis)) {
            return differences.onAnySpacing(line, distances(axis, at), derivative, accuracy);
        }
        return derivative == 1
                ? differences.first(line, accuracy, grid.spacing(axis))
                : differences.second(List.of(line), accuracy, grid.spacing(axis));
    }

    /** Coordinate so many points along the axis, less that at the point. */
    private IntFunction<Integer> distances(Axis axis, Offset at) {
        int here = at.along(axis);
        return distance -> builder.apply(
                PrimitiveOp.SUBTRACT, builder.coordinate(axis, here + distance), builder.coordinate(axis, here));
    }

    private ScaledValue laplacian(Expr.Laplacian laplacian, Offset at) {
        Expr operand = laplacian.operand();
        checkAccuracy(laplacian.accuracy());
        ScaledValue sum = algebra.constant(0);
        for (List<Axis> axes : axesOfEqualSpacing()) {
            axes.forEach(axis -> check(axis, "laplacian", operand));
            List<IntFunction<ScaledValue>> lines = new ArrayList<>();
            for (Axis axis : axes) {
                lines.add(distance -> number(operand, at.plus(axis, distance)));
            }
            sum = algebra.add(sum, differences.second(lines, laplacian.accuracy(), grid.spacing(axes.get(0))));
        }
        for (Axis axis : Axis.values()) {
            if (grid.uses(axis) && !grid.isUniform(axis)) {
                check(axis, "laplacian", operand);
                sum = algebra.add(sum, along(axis, 2, laplacian.accuracy(), at, here -> number(operand, here)));
            }
        }
        return sum;
    }

    private List<List<Axis>> axesOfEqualSpacing() {
        List<List<Axis>> groups = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            if (!grid.uses(axis) || !grid.isUniform(axis)) {
                continue;
            }
            double spacing = grid.spacing(axis);
            groups.stream()
                    .filter(group -> Math.abs(grid.spacing(group.get(0)) - spacing) <= SAME_SPACING * spacing)
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(axis);
        }
        return groups;
    }

    private ScaledValue upwind(Expr.Upwind upwind, Offset at) {
        Axis axis = upwind.axis();
        check(axis, "upwind_" + axis.label(), upwind.operand());
        IntFunction<ScaledValue> line = distance -> number(upwind.operand(), at.plus(axis, distance));
        IntFunction<ScaledValue> perDistance;
        if (grid.isUniform(axis)) {
            perDistance = side -> algebra.constant(1 / grid.spacing(axis));
        } else {
            IntFunction<Integer> distances = distances(axis, at);
            perDistance = side ->
                    algebra.divide(algebra.constant(1), algebra.scaled(side, algebra.of(distances.apply(side))));
        }
        return differences.upwind(number(upwind.velocity(), at), line, perDistance);
    }

    private ScaledValue number(Expr expr, Offset at) {
        return lowering.apply(expr, at);
    }

    private static void checkAccuracy(int accuracy) {
        if (accuracy != 2 && accuracy != 4) {
            throw new ExpressionException("derivatives have order of accuracy 2 or 4, not " + accuracy);
        }
    }

    private void check(Axis axis, String what, Expr operand) {
        checkUsed(axis, what);
        checkCentred(axis, what, operand);
    }

    private void checkUsed(Axis axis, String what) {
        if (!grid.uses(axis)) {
            throw new ExpressionException(
                    what + " needs the " + axis.label() + " axis, but the grid is " + grid.dimensions() + "-D");
        }
    }

    /** A central difference of values that lie half a cell off the points would be of first order only. */
    private void checkCentred(Axis axis, String what, Expr expr) {
        if (!centred.computeIfAbsent(axis, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(expr)) {
            return;
        }
        if (expr instanceof Expr.Access access && access.field().location().isOnFace(axis) != location.isOnFace(axis)) {
            throw new ExpressionException(what + " of field " + access.field().name() + ", which lies at "
                    + access.field().location() + ", is not centred at " + location
                    + "; write the difference of the two neighbours with shift");
        }
        for (Expr operand : expr.operands()) {
            checkCentred(axis, what, operand);
        }
    }
}
