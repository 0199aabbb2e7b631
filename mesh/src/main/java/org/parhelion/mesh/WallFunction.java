package org.parhelion.mesh;

import org.parhelion.mesh.stencil.Expr;

/** A boundary value as a function of the place on the wall, at the present values of its parameters. */
@FunctionalInterface
interface WallFunction {
    double at(double x, double y, double z);

    static WallFunction of(CartesianGrid grid, Expr value) {
        if (value instanceof Expr.Constant constant) {
            double number = constant.value();
            return (x, y, z) -> number;
        }
        throw new UnsupportedOperationException("boundary values that are expressions");
    }
}
