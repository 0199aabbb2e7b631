package org.parhelion.mesh.stencil;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

/** Random expression trees on a 3-D grid with two fields and two parameters. */
final class RandomExpressions {
    private final CartesianGrid grid;
    private final Field u;
    private final Field v;
    private final Parameter a = Parameter.of("a", 0.75);
    private final Parameter b = Parameter.of("b", -1.3);

    RandomExpressions(CartesianGrid grid) {
        this.grid = grid;
        this.u = Points.field(grid, "u", (x, y, z) -> 1.5 + Math.sin(3 * x + 2 * y + z));
        this.v = Points.field(grid, "v", (x, y, z) -> Math.cos(x - 2 * y) * z);
    }

    SymbolTable symbols() {
        return new SymbolTable(grid, 2).add(u).add(v).add(a).add(b);
    }

    /** Every kind of node. */
    Arbitrary<Expr> anything() {
        Arbitrary<Expr> leaf = leaf();
        return Arbitraries.recursive(
                () -> leaf, smaller -> Arbitraries.oneOf(arithmetic(smaller), others(smaller), leaf), 0, 5);
    }

    /** Leaves, operators, comparisons and the functions that are defined everywhere; no derivatives. */
    Arbitrary<Expr> pointwise() {
        Arbitrary<Expr> leaf = leaf();
        return Arbitraries.recursive(
                () -> leaf, smaller -> Arbitraries.oneOf(arithmetic(smaller), arithmetic(smaller), leaf), 0, 5);
    }

    private Arbitrary<Expr> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        u.expr(), v.expr(), a.expr(), b.expr(), grid.time().expr()),
                Arbitraries.of(Axis.class).map(Expr.Coordinate::new),
                Arbitraries.of(Axis.class).map(Expr.Spacing::new),
                Arbitraries.of(0.0, 1.0, -1.0, 2.0, 0.5, -3.0, 1e-5, 12345.678, Math.PI)
                        .map(Expr::constant));
    }

    private static Arbitrary<Expr> arithmetic(Arbitrary<Expr> e) {
        Arbitrary<BinaryOp> operators =
                Arbitraries.of(BinaryOp.class).filter(op -> op != BinaryOp.POW && op != BinaryOp.ATAN2);
        Arbitrary<UnaryOp> functions = Arbitraries.of(
                List.of(UnaryOp.NEGATE, UnaryOp.NOT, UnaryOp.ABS, UnaryOp.SIN, UnaryOp.TANH, UnaryOp.ATAN));
        Arbitrary<Expr> powers = Combinators.combine(e, Arbitraries.integers().between(0, 4))
                .as((base, n) -> new Expr.Binary(BinaryOp.POW, base, Expr.constant(n)));
        Arbitrary<Expr> wheres = Combinators.combine(e, e, e).as(Expr.Where::new);
        return Arbitraries.oneOf(
                Combinators.combine(operators, e, e).as(Expr.Binary::new),
                Combinators.combine(operators, e, e).as(Expr.Binary::new),
                Combinators.combine(functions, e).as(Expr.Unary::new),
                powers,
                wheres);
    }

    private static Arbitrary<Expr> others(Arbitrary<Expr> e) {
        Arbitrary<Integer> offset = Arbitraries.integers().between(-2, 2);
        Arbitrary<Axis> axis = Arbitraries.of(Axis.class);
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(BinaryOp.class), e, e).as(Expr.Binary::new),
                Combinators.combine(Arbitraries.of(UnaryOp.class), e).as(Expr.Unary::new),
                Combinators.combine(e, offset, offset, offset).as(Expr.Shift::new),
                Combinators.combine(e, axis).as((operand, along) -> new Expr.Derivative(operand, along, null, 2)),
                Combinators.combine(e, axis, axis)
                        .as((operand, one, two) -> new Expr.Derivative(
                                operand, one.compareTo(two) < 0 ? one : two, one.compareTo(two) < 0 ? two : one, 2)),
                e.map(operand -> new Expr.Laplacian(operand, 2)),
                Combinators.combine(e, e, axis).as(Expr.Upwind::new));
    }
}
