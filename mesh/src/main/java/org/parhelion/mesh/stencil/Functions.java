package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Axis;

/** Coordinates, functions and comparisons in expressions, named as in {@link Math} and in the text of expressions. */
public final class Functions {
    private Functions() {}

    /** The coordinate of the point along x. */
    public static Expr x() {
        return new Expr.Coordinate(Axis.X);
    }

    /** The coordinate of the point along y. */
    public static Expr y() {
        return new Expr.Coordinate(Axis.Y);
    }

    /** The coordinate of the point along z. */
    public static Expr z() {
        return new Expr.Coordinate(Axis.Z);
    }

    public static Expr sqrt(Term e) {
        return unary(UnaryOp.SQRT, e);
    }

    public static Expr exp(Term e) {
        return unary(UnaryOp.EXP, e);
    }

    /** Natural logarithm. */
    public static Expr log(Term e) {
        return unary(UnaryOp.LOG, e);
    }

    public static Expr sin(Term e) {
        return unary(UnaryOp.SIN, e);
    }

    public static Expr cos(Term e) {
        return unary(UnaryOp.COS, e);
    }

    public static Expr tan(Term e) {
        return unary(UnaryOp.TAN, e);
    }

    public static Expr asin(Term e) {
        return unary(UnaryOp.ASIN, e);
    }

    public static Expr acos(Term e) {
        return unary(UnaryOp.ACOS, e);
    }

    public static Expr atan(Term e) {
        return unary(UnaryOp.ATAN, e);
    }

    /** Angle of the point (x, y). */
    public static Expr atan2(Term y, Term x) {
        return binary(BinaryOp.ATAN2, y, x);
    }

    public static Expr sinh(Term e) {
        return unary(UnaryOp.SINH, e);
    }

    public static Expr cosh(Term e) {
        return unary(UnaryOp.COSH, e);
    }

    public static Expr tanh(Term e) {
        return unary(UnaryOp.TANH, e);
    }

    public static Expr abs(Term e) {
        return unary(UnaryOp.ABS, e);
    }

    /** −1, 0 or 1. */
    public static Expr sign(Term e) {
        return unary(UnaryOp.SIGN, e);
    }

    /** Largest whole number that is not above e. */
    public static Expr floor(Term e) {
        return unary(UnaryOp.FLOOR, e);
    }

    public static Expr min(Term a, Term b) {
        return binary(BinaryOp.MIN, a, b);
    }

    public static Expr max(Term a, Term b) {
        return binary(BinaryOp.MAX, a, b);
    }

    /** √(a² + b²). */
    public static Expr hypot(Term a, Term b) {
        return binary(BinaryOp.HYPOT, a, b);
    }

    /** {@code a < b}. */
    public static Expr less(Term a, Term b) {
        return binary(BinaryOp.LESS, a, b);
    }

    /** {@code a ≤ b}. */
    public static Expr lessEqual(Term a, Term b) {
        return binary(BinaryOp.LESS_EQUAL, a, b);
    }

    /** {@code a = b}. */
    public static Expr equal(Term a, Term b) {
        return binary(BinaryOp.EQUAL, a, b);
    }

    public static Expr and(Term a, Term b) {
        return binary(BinaryOp.AND, a, b);
    }

    public static Expr or(Term a, Term b) {
        return binary(BinaryOp.OR, a, b);
    }

    public static Expr not(Term a) {
        return unary(UnaryOp.NOT, a);
    }

    /** {@code condition ? a : b}. */
    public static Expr where(Term condition, Term a, Term b) {
        return Expr.where(condition, a, b);
    }

    private static Expr unary(UnaryOp op, Term e) {
        return new Expr.Unary(op, e.expr());
    }

    private static Expr binary(BinaryOp op, Term a, Term b) {
        return new Expr.Binary(op, a.expr(), b.expr());
    }
}
