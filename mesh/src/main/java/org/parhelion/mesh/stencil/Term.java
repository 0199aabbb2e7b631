package org.parhelion.mesh.stencil;

/** Anything that can stand in an expression: an {@link Expr}, a field, a {@link Parameter}. Arithmetic on it builds a tree. */
public interface Term {
    Expr expr();

    default Expr plus(Term other) {
        return new Expr.Binary(BinaryOp.ADD, expr(), other.expr());
    }

    default Expr plus(double value) {
        return plus(Expr.constant(value));
    }

    default Expr minus(Term other) {
        return new Expr.Binary(BinaryOp.SUBTRACT, expr(), other.expr());
    }

    default Expr minus(double value) {
        return minus(Expr.constant(value));
    }

    default Expr times(Term other) {
        return new Expr.Binary(BinaryOp.MULTIPLY, expr(), other.expr());
    }

    default Expr times(double value) {
        return times(Expr.constant(value));
    }

    default Expr dividedBy(Term other) {
        return new Expr.Binary(BinaryOp.DIVIDE, expr(), other.expr());
    }

    default Expr dividedBy(double value) {
        return dividedBy(Expr.constant(value));
    }

    default Expr pow(Term exponent) {
        return new Expr.Binary(BinaryOp.POW, expr(), exponent.expr());
    }

    default Expr pow(double exponent) {
        return pow(Expr.constant(exponent));
    }

    default Expr negate() {
        return new Expr.Unary(UnaryOp.NEGATE, expr());
    }

    /** This expression taken so many points further along each axis. */
    default Expr shift(int i, int j, int k) {
        return new Expr.Shift(expr(), i, j, k);
    }
}
