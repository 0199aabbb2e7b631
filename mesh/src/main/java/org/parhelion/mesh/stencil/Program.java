package org.parhelion.mesh.stencil;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;

/**
 * What a kernel computes at one point, as a straight line of operations in single-assignment form: value {@code n} is the
 * result of {@code instructions.get(n)}, whose operands are earlier values. No value is computed twice.
 *
 * @param instructions the operations, in order
 * @param fields fields that are loaded or stored; {@code slot} of a load or store counts in this list
 * @param parameters parameters; {@code slot} of {@link PrimitiveOp#PARAMETER} counts in this list
 * @param stores results written to fields, all after the last instruction
 * @param reductions results combined over all points
 */
public record Program(
        List<Instruction> instructions,
        List<Field> fields,
        List<Parameter> parameters,
        List<Store> stores,
        List<Reduction> reductions) {
    public Program {
        instructions = List.copyOf(instructions);
        fields = List.copyOf(fields);
        parameters = List.copyOf(parameters);
        stores = List.copyOf(stores);
        reductions = List.copyOf(reductions);
    }

    /**
     * One operation.
     *
     * @param op what to do
     * @param a first operand: number of an earlier value, or −1
     * @param b second operand, or −1
     * @param c third operand, or −1
     * @param slot field, parameter or axis number
     * @param i offset along x (along the axis, of a coordinate)
     * @param j offset along y
     * @param k offset along z
     * @param constant the number of a {@link PrimitiveOp#CONSTANT}
     */
    public record Instruction(PrimitiveOp op, int a, int b, int c, int slot, int i, int j, int k, double constant) {
        /** Offset along an axis, of a load. */
        int offset(Axis axis) {
            return switch (axis) {
                case X -> i;
                case Y -> j;
                case Z -> k;
            };
        }

        /** Compares constants by their bits, so that −0 and NaN stay what they are. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Instruction that
                    && op == that.op
                    && a == that.a
                    && b == that.b
                    && c == that.c
                    && slot == that.slot
                    && i == that.i
                    && j == that.j
                    && k == that.k
                    && Double.doubleToRawLongBits(constant) == Double.doubleToRawLongBits(that.constant);
        }

        @Override
        public int hashCode() {
            int hash = op.ordinal();
            for (int part : new int[] {a, b, c, slot, i, j, k, Double.hashCode(constant)}) {
                hash = 31 * hash + part;
            }
            return hash;
        }
    }

    /** Writes value {@code value} to field {@code slot} at the point itself. */
    public record Store(int slot, int value) {
        // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Store that && slot == that.slot && value == that.value;
        }

        @Override
        public int hashCode() {
            return 31 * slot + value;
        }
    }

    /** Combines value {@code value} over all points. */
    public record Reduction(ReductionOp op, int value) {
        // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Reduction that && op == that.op && value == that.value;
        }

        @Override
        public int hashCode() {
            return 31 * op.hashCode() + value;
        }
    }

    /** How values of all points are combined; none depends on the order of the points. */
    public enum ReductionOp {
        /** Exact sum, rounded once. */
        SUM,
        MIN,
        MAX
    }
}
