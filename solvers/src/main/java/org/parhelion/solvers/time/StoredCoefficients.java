package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;

/**
 * Rewrites expressions so that what depends on place alone is computed once and read from fields: an operator that is applied
 * a hundred times a step must not evaluate its coefficients each time. What is stored is what a point itself needs, also of
 * neighbours, so that no ghosts of stored fields are looked at.
 */
final class StoredCoefficients {
    private final CartesianGrid grid;
    private final Location location;
    private final Dependence changing;
    private final IdentityHashMap<Expr, Boolean> fixed = new IdentityHashMap<>();
    private final IdentityHashMap<Expr, Map<List<Integer>, Expr>> done = new IdentityHashMap<>();
    private final List<Assignment> stored = new ArrayList<>();

    private StoredCoefficients(Field unknown, Set<Field> unknowns) {
        this.grid = unknown.grid();
        this.location = unknown.location();
        this.changing = new Dependence(unknowns);
    }

    /** The same system with the coefficients of its implicit parts stored. Collective; runs kernels. */
    static List<Rate> of(List<Rate> system) {
        Set<Field> unknowns = new HashSet<>();
        system.forEach(rate -> unknowns.add(rate.field()));
        List<Rate> result = new ArrayList<>();
        for (Rate rate : system) {
            StoredCoefficients coefficients = new StoredCoefficients(rate.field(), unknowns);
            Expr implicit = coefficients.rewrite(rate.implicit(), 0, 0, 0);
            coefficients.compute();
            result.add(new Rate(rate.field(), rate.value(), implicit));
        }
        return result;
    }

    private void compute() {
        if (!stored.isEmpty()) {
            try (Kernel once = Kernel.of(stored.toArray(Assignment[]::new))) {
                once.run();
            }
        }
    }

    /** The expression at a point so far along each axis. */
    private Expr rewrite(Expr expr, int i, int j, int k) {
        Map<List<Integer>, Expr> known = done.computeIfAbsent(expr, key -> new HashMap<>());
        List<Integer> offset = List.of(i, j, k);
        Expr rewritten = known.get(offset);
        if (rewritten == null) {
            rewritten = rewriteNew(expr, i, j, k);
            known.put(offset, rewritten);
        }
        return rewritten;
    }

    private Expr rewriteNew(Expr expr, int i, int j, int k) {
        if (isFixed(expr)) {
            return isWorthStoring(expr) ? store(shifted(expr, i, j, k)) : shifted(expr, i, j, k);
        } else if (expr instanceof Expr.Shift shift) {
            return rewrite(shift.operand(), i + shift.i(), j + shift.j(), k + shift.k());
        } else if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.op(), rewrite(unary.operand(), i, j, k));
        } else if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(binary.op(), rewrite(binary.left(), i, j, k), rewrite(binary.right(), i, j, k));
        } else if (expr instanceof Expr.Where where) {
            return new Expr.Where(
                    rewrite(where.condition(), i, j, k),
                    rewrite(where.ifTrue(), i, j, k),
                    rewrite(where.ifFalse(), i, j, k));
        }
        return shifted(expr, i, j, k);
    }

    private static Expr shifted(Expr expr, int i, int j, int k) {
        return i == 0 && j == 0 && k == 0 ? expr : expr.shift(i, j, k);
    }

    private Expr store(Expr value) {
        Field field = grid.field("coefficient " + (stored.size() + 1), location);
        stored.add(new Assignment(field, value));
        return field.expr();
    }

    private boolean isFixed(Expr expr) {
        return fixed.computeIfAbsent(expr, it -> !changing.isIn(it));
    }

    /** Whether it costs more than a load, and is not the same everywhere. */
    private static boolean isWorthStoring(Expr expr) {
        return !expr.operands().isEmpty() && dependsOnPlace(expr);
    }

    private static boolean dependsOnPlace(Expr expr) {
        return expr instanceof Expr.Coordinate
                || expr instanceof Expr.Access
                || expr.operands().stream().anyMatch(StoredCoefficients::dependsOnPlace);
    }
}
