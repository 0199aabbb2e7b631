package org.parhelion.mesh.stencil;

/** A named number in expressions that may change between runs of a kernel without compiling it again. Compared by identity. */
public final class Parameter implements Term {
    private final String name;
    private double value;

    private Parameter(String name, double value) {
        this.name = name;
        this.value = value;
    }

    public static Parameter of(String name, double value) {
        return new Parameter(name, value);
    }

    public String name() {
        return name;
    }

    public double value() {
        return value;
    }

    /** Takes effect at the next run of each kernel that uses it. */
    public void set(double value) {
        this.value = value;
    }

    @Override
    public Expr expr() {
        return new Expr.ParameterValue(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
