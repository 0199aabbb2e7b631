package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.stencil.Program.Instruction;
import org.parhelion.mesh.stencil.Program.Reduction;
import org.parhelion.mesh.stencil.Program.Store;

/**
 * What the code of a program depends on, and nothing else: two programs with equal plans, on other fields of the same
 * shape, share their code.
 *
 * @param instructions the program's operations
 * @param stores the program's stores
 * @param reductions the program's reductions
 * @param layouts memory layout of each field
 * @param parameters number of parameters
 * @param checkFinite whether to notice a stored NaN or infinity
 */
record CodePlan(
        List<Instruction> instructions,
        List<Store> stores,
        List<Reduction> reductions,
        List<FieldLayout> layouts,
        int parameters,
        boolean checkFinite) {
    /** With more values than this outside the loop along x, these are computed inside it like all others. */
    private static final int MOST_HOISTED = 150;

    CodePlan {
        instructions = List.copyOf(instructions);
        stores = List.copyOf(stores);
        reductions = List.copyOf(reductions);
        layouts = List.copyOf(layouts);
    }

    static CodePlan of(Program program, List<FieldLayout> layouts, boolean checkFinite) {
        return new CodePlan(
                program.instructions(),
                program.stores(),
                program.reductions(),
                layouts,
                program.parameters().size(),
                checkFinite);
    }

    /** Whether a field is so large that positions in it may overflow when added. */
    boolean isHuge() {
        return layouts.stream().anyMatch(layout -> layout.length() >= 1 << 29);
    }

    Instruction instruction(int value) {
        return instructions.get(value);
    }

    PrimitiveOp op(int value) {
        return instructions.get(value).op();
    }

    int size() {
        return instructions.size();
    }

    boolean isTruth(int value) {
        return op(value).isTruth();
    }

    /** Operands of a value, in order. */
    int[] operands(int value) {
        Instruction it = instruction(value);
        return switch (it.op().operands()) {
            case 0 -> new int[0];
            case 1 -> new int[] {it.a()};
            case 2 -> new int[] {it.a(), it.b()};
            default -> new int[] {it.a(), it.b(), it.c()};
        };
    }

    /** The loop that each value belongs to. */
    Level[] levels() {
        Level[] levels = new Level[size()];
        int hoisted = 0;
        for (int v = 0; v < levels.length; v++) {
            levels[v] = leafLevel(instruction(v));
            for (int operand : operands(v)) {
                levels[v] = levels[v].inner(levels[operand]);
            }
            hoisted += levels[v] != Level.X && op(v).operands() > 0 ? 1 : 0;
        }
        if (hoisted > MOST_HOISTED) {
            for (int v = 0; v < levels.length; v++) {
                levels[v] = op(v).operands() > 0 ? Level.X : levels[v];
            }
        }
        return levels;
    }

    private static Level leafLevel(Instruction it) {
        return switch (it.op()) {
            case LOAD -> Level.X;
            case COORDINATE -> it.slot() == 0 ? Level.X : it.slot() == 1 ? Level.Y : Level.Z;
            default -> Level.RUN;
        };
    }

    /** Whether a field is loaded by any of these values. */
    boolean loads(int field, Iterable<Integer> values) {
        for (int v : values) {
            if (op(v) == PrimitiveOp.LOAD && instruction(v).slot() == field) {
                return true;
            }
        }
        return false;
    }

    /** How far coordinates are read below local index 0 along an axis. */
    int padLow(Axis axis) {
        int pad = 0;
        for (Instruction it : instructions) {
            pad = it.op() == PrimitiveOp.COORDINATE && it.slot() == axis.ordinal() ? Math.max(pad, -it.i()) : pad;
        }
        return pad;
    }

    /** How far coordinates are read above the last local index along an axis. */
    int padHigh(Axis axis) {
        int pad = 0;
        for (Instruction it : instructions) {
            pad = it.op() == PrimitiveOp.COORDINATE && it.slot() == axis.ordinal() ? Math.max(pad, it.i()) : pad;
        }
        return pad;
    }

    boolean readsCoordinate(Axis axis) {
        return instructions.stream().anyMatch(it -> it.op() == PrimitiveOp.COORDINATE && it.slot() == axis.ordinal());
    }

    /** Accumulators for the smallest and largest values: numbers of the reductions, in order. */
    List<Integer> extremes() {
        List<Integer> list = new ArrayList<>();
        for (int r = 0; r < reductions.size(); r++) {
            if (reductions.get(r).op() != Program.ReductionOp.SUM) {
                list.add(r);
            }
        }
        return list;
    }

    /** Rows that collect the values of sums: numbers of the reductions, in order. */
    List<Integer> sums() {
        List<Integer> list = new ArrayList<>();
        for (int r = 0; r < reductions.size(); r++) {
            if (reductions.get(r).op() == Program.ReductionOp.SUM) {
                list.add(r);
            }
        }
        return list;
    }

    /** Number of accumulators: the extremes, then the finite check if wanted. */
    int accumulators() {
        return extremes().size() + (checkFinite ? 1 : 0);
    }

    // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
    @Override
    public boolean equals(Object other) {
        return other instanceof CodePlan that
                && instructions.equals(that.instructions)
                && stores.equals(that.stores)
                && reductions.equals(that.reductions)
                && layouts.equals(that.layouts)
                && parameters == that.parameters
                && checkFinite == that.checkFinite;
    }

    @Override
    public int hashCode() {
        return 31
                        * (31
                                        * (31
                                                        * (31 * (31 * instructions.hashCode() + stores.hashCode())
                                                                + reductions.hashCode())
                                                + layouts.hashCode())
                                + parameters)
                + Boolean.hashCode(checkFinite);
    }
}
