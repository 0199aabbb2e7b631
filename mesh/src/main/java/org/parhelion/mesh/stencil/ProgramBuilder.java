package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;

/**
 * Builds a {@link Program}. Every method returns the number of a value; asking for the same operation on the same values
 * again returns the same number (operands of commutative operations in either order), and operations on constants are
 * carried out at once.
 */
public final class ProgramBuilder {
    private final List<Program.Instruction> instructions = new ArrayList<>();
    private final Map<Program.Instruction, Integer> numbers = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Program.Store> stores = new ArrayList<>();
    private final List<Program.Reduction> reductions = new ArrayList<>();

    public int constant(double value) {
        return number(new Program.Instruction(PrimitiveOp.CONSTANT, -1, -1, -1, 0, 0, 0, 0, value));
    }

    public int parameter(Parameter parameter) {
        return number(
                new Program.Instruction(PrimitiveOp.PARAMETER, -1, -1, -1, slot(parameters, parameter), 0, 0, 0, 0));
    }

    public int coordinate(Axis axis, int shift) {
        return number(new Program.Instruction(PrimitiveOp.COORDINATE, -1, -1, -1, axis.ordinal(), shift, 0, 0, 0));
    }

    public int load(Field field, int i, int j, int k) {
        return number(new Program.Instruction(PrimitiveOp.LOAD, -1, -1, -1, slot(fields, field), i, j, k, 0));
    }

    public int apply(PrimitiveOp op, int a) {
        return apply(op, a, -1, -1);
    }

    public int apply(PrimitiveOp op, int a, int b) {
        return apply(op, a, b, -1);
    }

    public int apply(PrimitiveOp op, int a, int b, int c) {
        boolean constant = isConstant(a) && (b < 0 || isConstant(b)) && (c < 0 || isConstant(c));
        if (constant && !op.isTruth()) {
            return constant(op.apply(value(a), b < 0 ? 0 : value(b), c < 0 ? 0 : value(c)));
        }
        boolean swap = op.isCommutative() && a > b;
        return number(new Program.Instruction(op, swap ? b : a, swap ? a : b, c, 0, 0, 0, 0, 0));
    }

    public void store(Field field, int value) {
        stores.add(new Program.Store(slot(fields, field), value));
    }

    public void reduce(Program.ReductionOp op, int value) {
        reductions.add(new Program.Reduction(op, value));
    }

    public boolean isConstant(int number) {
        return instructions.get(number).op() == PrimitiveOp.CONSTANT;
    }

    /** The number that a constant value holds. */
    public double value(int number) {
        return instructions.get(number).constant();
    }

    public boolean isTruth(int number) {
        return instructions.get(number).op().isTruth();
    }

    /** Number of values so far. */
    public int size() {
        return instructions.size();
    }

    /** The operation that makes a value. */
    public Program.Instruction instruction(int number) {
        return instructions.get(number);
    }

    public Program build() {
        return new Program(instructions, fields, parameters, stores, reductions);
    }

    private int number(Program.Instruction instruction) {
        return numbers.computeIfAbsent(instruction, key -> {
            instructions.add(key);
            return instructions.size() - 1;
        });
    }

    private static <T> int slot(List<T> list, T element) {
        for (int n = 0; n < list.size(); n++) {
            if (list.get(n) == element) {
                return n;
            }
        }
        list.add(element);
        return list.size() - 1;
    }
}
