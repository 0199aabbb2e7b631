package org.parhelion.mesh.stencil;

import java.util.Locale;

/**
 * Writes an expression as text that {@link ExpressionParser} reads back as the same tree. (A load at an offset comes back
 * as a shift of the field; orders of accuracy, infinite numbers and NaN have no text.)
 */
public final class ExprPrinter {
    private static final int ATOM = 8;

    private final StringBuilder out = new StringBuilder();

    private ExprPrinter() {}

    public static String print(Expr expr) {
        ExprPrinter printer = new ExprPrinter();
        printer.print(expr, 0);
        return printer.out.toString();
    }

    /** Writes an expression where something of at least this binding must stand. */
    private void print(Expr expr, int binding) {
        if (binding(expr) < binding) {
            out.append('(');
            bare(expr);
            out.append(')');
        } else {
            bare(expr);
        }
    }

    private static int binding(Expr expr) {
        if (expr instanceof Expr.Binary binary && Operator.of(binary.op()) != null) {
            return Operator.of(binary.op()).binding;
        }
        if (expr instanceof Expr.Unary unary && isSign(unary.op())) {
            return Operator.PREFIX;
        }
        return expr instanceof Expr.Constant constant && isNegative(constant.value()) ? Operator.PREFIX : ATOM;
    }

    private static boolean isSign(UnaryOp op) {
        return op == UnaryOp.NEGATE || op == UnaryOp.NOT;
    }

    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    private void bare(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            out.append(number(constant.value()));
        } else if (expr instanceof Expr.ParameterValue value) {
            out.append(value.parameter().name());
        } else if (expr instanceof Expr.Coordinate coordinate) {
            out.append(coordinate.axis().label());
        } else if (expr instanceof Expr.Spacing spacing) {
            out.append('h').append(spacing.axis().label());
        } else if (expr instanceof Expr.Access access) {
            access(access);
        } else if (expr instanceof Expr.Unary unary) {
            unary(unary);
        } else if (expr instanceof Expr.Binary binary) {
            binary(binary);
        } else {
            function(functionName(expr), expr);
        }
    }

    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15 && (value != 0 || !isNegative(value));
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private void access(Expr.Access access) {
        String name = access.field().name();
        if (access.i() == 0 && access.j() == 0 && access.k() == 0) {
            out.append(name);
        } else {
            out.append("shift(").append(name);
            offsets(access.i(), access.j(), access.k());
        }
    }

    private void offsets(int i, int j, int k) {
        out.append(", ").append(i).append(", ").append(j).append(", ").append(k).append(')');
    }

    private void unary(Expr.Unary unary) {
        if (!isSign(unary.op())) {
            function(unary.op().name().toLowerCase(Locale.ROOT), unary);
            return;
        }
        boolean minus = unary.op() == UnaryOp.NEGATE;
        out.append(minus ? '-' : '!');
        // -2 is a number, -(2) the negative of one
        boolean number = unary.operand() instanceof Expr.Constant constant && !isNegative(constant.value());
        print(unary.operand(), minus && number ? ATOM + 1 : Operator.PREFIX);
    }

    private void binary(Expr.Binary binary) {
        Operator operator = Operator.of(binary.op());
        if (operator == null) {
            function(binary.op().name().toLowerCase(Locale.ROOT), binary);
            return;
        }
        boolean power = operator == Operator.POWER;
        boolean comparison = operator.binding == Operator.COMPARISON;
        boolean tight = operator.binding > Operator.ADD.binding;
        print(binary.left(), power || comparison ? operator.binding + 1 : operator.binding);
        out.append(tight ? operator.sign : " " + operator.sign + " ");
        print(binary.right(), power ? Operator.PREFIX : operator.binding + 1);
    }

    private static String functionName(Expr expr) {
        if (expr instanceof Expr.Where) {
            return "where";
        } else if (expr instanceof Expr.Shift) {
            return "shift";
        } else if (expr instanceof Expr.Laplacian) {
            return "laplacian";
        } else if (expr instanceof Expr.Upwind upwind) {
            return "upwind_" + upwind.axis().label();
        }
        Expr.Derivative derivative = (Expr.Derivative) expr;
        String first = derivative.first().label();
        String second = derivative.second() == null ? "" : derivative.second().label();
        return "d" + (!second.isEmpty() && second.compareTo(first) < 0 ? second + first : first + second);
    }

    private void function(String name, Expr expr) {
        out.append(name).append('(');
        String separator = "";
        for (Expr operand : expr.operands()) {
            out.append(separator);
            print(operand, 0);
            separator = ", ";
        }
        if (expr instanceof Expr.Shift shift) {
            offsets(shift.i(), shift.j(), shift.k());
        } else {
            out.append(')');
        }
    }
}
