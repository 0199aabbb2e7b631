package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mesh.stencil.Program.Instruction;
import org.parhelion.mesh.stencil.Program.Reduction;
import org.parhelion.mesh.stencil.Program.Store;

/**
 * What the code of a program depends on, and nothing else: two programs with equal plans, on other fields of the same
 * shape, share their code.
 *
 * <p>Where a program says x, y and z, its plan counts along rows, across rows and across planes, as the grid's {@link
 * StorageOrder} has them.
 *
 * @param instructions the program's operations, their offsets and axes in the order of storage
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
    /** With more values than this outside the loop along a row, these are computed inside it like all others. */
    private static final int MOST_HOISTED = 150;

    CodePlan {
        instructions = List.copyOf(instructions);
        stores = List.copyOf(stores);
        reductions = List.copyOf(reductions);
        layouts = List.copyOf(layouts);
    }

    static CodePlan of(Program program, StorageOrder order, List<FieldLayout> layouts, boolean checkFinite) {
        return new CodePlan(
                arranged(program.instructions(), order),
                program.stores(),
                program.reductions(),
                layouts,
                program.parameters().size(),
                checkFinite);
    }

    private static List<Instruction> arranged(List<Instruction> instructions, StorageOrder order) {
        if (order == StorageOrder.X_FASTEST) {
            return instructions;
        }
        List<Instruction> arranged = new ArrayList<>();
        for (Instruction it : instructions) {
            arranged.add(
                    switch (it.op()) {
                        case LOAD -> arranged(it, order);
                        case COORDINATE -> withSlot(it, order.place(Axis.of(it.slot())));
                        default -> it;
                    });
        }
        return arranged;
    }

    private static Instruction arranged(Instruction it, StorageOrder order) {
        int[] offset = {it.i(), it.j(), it.k()};
        int i = offset[order.axis(0).ordinal()];
        int j = offset[order.axis(1).ordinal()];
        int k = offset[order.axis(2).ordinal()];
        return new Instruction(it.op(), it.a(), it.b(), it.c(), it.slot(), i, j, k, it.constant());
    }

    private static Instruction withSlot(Instruction it, int slot) {
        return new Instruction(it.op(), it.a(), it.b(), it.c(), slot, it.i(), it.j(), it.k(), it.constant());
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
            hoisted += levels[v] != Level.POINT && op(v).operands() > 0 ? 1 : 0;
        }
        if (hoisted > MOST_HOISTED) {
            for (int v = 0; v < levels.length; v++) {
                levels[v] = op(v).operands() > 0 ? Level.POINT : levels[v];
            }
        }
        return levels;
    }

    private static Level leafLevel(Instruction it) {
        return switch (it.op()) {
            case LOAD -> Level.POINT;
            case COORDINATE -> it.slot() == 0 ? Level.POINT : it.slot() == 1 ? Level.ROW : Level.PLANE;
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

    /** How far coordinates are read below local index 0 of the axis at this place. */
    int padLow(int place) {
        int pad = 0;
        for (Instruction it : instructions) {
            pad = it.op() == PrimitiveOp.COORDINATE && it.slot() == place ? Math.max(pad, -it.i()) : pad;
        }
        return pad;
    }

    /** How far coordinates are read above the last local index of the axis at this place. */
    int padHigh(int place) {
        int pad = 0;
        for (Instruction it : instructions) {
            pad = it.op() == PrimitiveOp.COORDINATE && it.slot() == place ? Math.max(pad, it.i()) : pad;
        }
        return pad;
    }

    /** Whether the coordinates along the axis at this place are read. */
    boolean readsCoordinate(int place) {
        return instructions.stream().anyMatch(it -> it.op() == PrimitiveOp.COORDINATE && it.slot() == place);
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
