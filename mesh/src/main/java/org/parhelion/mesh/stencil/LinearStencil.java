package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Lowering.Offset;

/**
 * A linear expression of one field as a weighted sum of the field's values at points around: which points, and the weight of
 * each as an expression. Terms without the field do not count.
 */
public final class LinearStencil {
    private final Field unknown;
    private final List<Entry> entries;

    private LinearStencil(Field unknown, List<Entry> entries) {
        this.unknown = unknown;
        this.entries = List.copyOf(entries);
    }

    /** What the field's value so many points further along x, y, z is multiplied with. */
    public record Entry(int i, int j, int k, Expr coefficient) {
        public boolean isCentre() {
            return i == 0 && j == 0 && k == 0;
        }

        /** Points away along an axis. */
        public int along(Axis axis) {
            return new Offset(i, j, k).along(axis);
        }
    }

    /**
     * The linear part of an expression.
     *
     * @param unknown the field that the expression is linear in
     * @throws ExpressionException if the expression is not linear in the field, or does not contain it
     */
    public static LinearStencil of(Field unknown, Term image) {
        PartialDerivatives derivatives = new PartialDerivatives(unknown.grid(), Set.of(unknown));
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<PartialDerivatives.Load, Expr> partial :
                derivatives.of(image.expr()).entrySet()) {
            Offset at = partial.getKey().offset();
            if (contains(partial.getValue(), unknown)) {
                throw new ExpressionException("the expression " + ExprPrinter.print(image.expr())
                        + " is not linear in " + unknown.name() + ": what " + unknown.name()
                        + " is multiplied with depends on " + unknown.name() + " itself");
            }
            entries.add(new Entry(at.i(), at.j(), at.k(), partial.getValue()));
        }
        if (entries.isEmpty()) {
            throw new ExpressionException("the expression " + ExprPrinter.print(image.expr()) + " does not contain "
                    + unknown.name() + ", so it is no operator on it");
        }
        entries.sort(
                Comparator.comparingInt(Entry::k).thenComparingInt(Entry::j).thenComparingInt(Entry::i));
        return new LinearStencil(unknown, entries);
    }

    private static boolean contains(Expr expr, Field field) {
        return contains(expr, field, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean contains(Expr expr, Field field, Set<Expr> seen) {
        if (!seen.add(expr)) {
            return false;
        }
        if (expr instanceof Expr.Access access) {
            return access.field() == field;
        }
        for (Expr operand : expr.operands()) {
            if (contains(operand, field, seen)) {
                return true;
            }
        }
        return false;
    }

    /** The field that stands for the argument. */
    public Field unknown() {
        return unknown;
    }

    /** The points, z slowest and x fastest. */
    public List<Entry> entries() {
        return entries;
    }

    /** The weight of one point, if it has any. */
    public Optional<Expr> at(int i, int j, int k) {
        return entries.stream()
                .filter(entry -> entry.i == i && entry.j == j && entry.k == k)
                .map(Entry::coefficient)
                .findFirst();
    }

    /** Σ of all weights, an expression: what the operator makes of the constant 1 away from walls. */
    public Expr rowSum() {
        return entries.stream().map(Entry::coefficient).reduce(Expr::plus).orElse(Expr.constant(0));
    }

    /** Whether no point is further than one away, nor off in more than one direction: 3, 5 or 7 points. */
    public boolean isStar() {
        return entries.stream().allMatch(entry -> Math.abs(entry.i) + Math.abs(entry.j) + Math.abs(entry.k) <= 1);
    }
}
