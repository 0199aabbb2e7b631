package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.parhelion.mesh.stencil.Program.Instruction;
import org.parhelion.mesh.stencil.Program.ReductionOp;
import org.parhelion.mesh.stencil.Program.Store;

/**
 * What is done at each point. A value used once is computed where it is used, on the Java stack; others go to a local.
 * All loads come before the first store, so that an assignment may read what another one of the same kernel writes.
 */
final class RowBody {
    private static final int ACCUMULATORS = 5;

    private final CodePlan plan;
    private final Splitting splitting;
    private final Chunk chunk;
    private final OpEmitter ops;
    private final LocalSlots slots;
    private final BoxGeometry geometry;
    private final HoistedValues hoisted;
    private final int[] uses;
    private final int[] local;
    /** Accumulators that this chunk keeps, and the local of each during a row. */
    private final List<Integer> accumulators = new ArrayList<>();

    private final int[] accumulatorLocal;

    RowBody(
            CodePlan plan,
            Splitting splitting,
            Chunk chunk,
            OpEmitter ops,
            LocalSlots slots,
            BoxGeometry geometry,
            HoistedValues hoisted) {
        this.plan = plan;
        this.splitting = splitting;
        this.chunk = chunk;
        this.ops = ops;
        this.slots = slots;
        this.geometry = geometry;
        this.hoisted = hoisted;
        this.uses = new int[plan.size()];
        this.local = new int[plan.size()];
        this.accumulatorLocal = new int[plan.accumulators()];
        countUses();
        chunk.reductions().stream()
                .map(plan.extremes()::indexOf)
                .filter(n -> n >= 0)
                .forEach(accumulators::add);
        if (plan.checkFinite() && !chunk.stores().isEmpty()) {
            accumulators.add(plan.accumulators() - 1);
        }
        accumulators.forEach(a -> accumulatorLocal[a] = slots.take(ops.words(false)));
    }

    private void countUses() {
        Arrays.fill(local, -1);
        for (int v : chunk.values()) {
            for (int operand : plan.operands(v)) {
                uses[operand]++;
            }
        }
        chunk.passedOn().forEach(v -> uses[v]++);
        chunk.reductions().forEach(r -> uses[plan.reductions().get(r).value()]++);
        chunk.stores().forEach(s -> uses[plan.stores().get(s).value()] += plan.checkFinite() ? 2 : 1);
    }

    void startRow() {
        for (int a : accumulators) {
            ops.read(() -> ops.code.visitVarInsn(Opcodes.ALOAD, ACCUMULATORS), () -> ops.pushInt(a * ops.lanes()));
            ops.storeLocal(accumulatorLocal[a], false);
        }
    }

    void endRow() {
        for (int a : accumulators) {
            ops.write(
                    () -> ops.code.visitVarInsn(Opcodes.ALOAD, ACCUMULATORS),
                    () -> ops.pushInt(a * ops.lanes()),
                    () -> ops.loadLocal(accumulatorLocal[a], false));
        }
    }

    void emit() {
        for (int v : chunk.received()) {
            ops.read(() -> geometry.pushRow(splitting.rows().indexOf(v)), geometry::pushRowPosition);
            keep(v, false);
        }
        boolean severalStores = chunk.stores().size() > 1;
        for (int v : chunk.values()) {
            if (uses[v] > 1 || (severalStores && uses[v] == 1 && isStored(v))) {
                compute(v);
                keep(v, plan.isTruth(v));
            }
        }
        for (int v : chunk.passedOn()) {
            writeRow(splitting.rows().indexOf(v), v);
        }
        chunk.reductions().forEach(this::reduce);
        if (plan.checkFinite()) {
            chunk.stores().forEach(s -> checkFinite(plan.stores().get(s)));
        }
        chunk.stores().forEach(s -> store(plan.stores().get(s)));
    }

    private boolean isStored(int v) {
        return chunk.stores().stream().anyMatch(s -> plan.stores().get(s).value() == v);
    }

    /** Puts the value on the stack into a local until its last use. A received truth is a number. */
    private void keep(int v, boolean truth) {
        local[v] = slots.take(ops.words(truth));
        ops.storeLocal(local[v], truth);
    }

    private void compute(int v) {
        Instruction it = plan.instruction(v);
        switch (it.op()) {
            case LOAD ->
                ops.read(
                        () -> geometry.pushField(it.slot()),
                        () -> geometry.pushPosition(it.slot(), it.i(), it.j(), it.k()));
            case COORDINATE ->
                ops.read(
                        () -> geometry.pushCoordinates(it.slot()),
                        () -> geometry.pushCoordinatePosition(it.slot(), it.i()));
            default -> {
                int[] operands = plan.operands(v);
                for (int n : ops.operandOrder(it.op())) {
                    if (n < operands.length) {
                        push(operands[n], OperandKind.isTruth(it.op(), n));
                    }
                }
                ops.apply(it.op());
            }
        }
    }

    private void push(int v, boolean asTruth) {
        if (hoisted.isHoisted(v)) {
            hoisted.push(v, asTruth);
            return;
        }
        boolean truth = plan.isTruth(v) && !chunk.received().contains(v);
        if (local[v] < 0) {
            compute(v);
        } else {
            ops.loadLocal(local[v], truth);
            if (--uses[v] == 0) {
                slots.free(local[v], ops.words(truth));
            }
        }
        if (truth && !asTruth) {
            ops.truthToNumber();
        } else if (!truth && asTruth) {
            ops.numberToTruth();
        }
    }

    private void writeRow(int row, int v) {
        ops.write(() -> geometry.pushRow(row), geometry::pushRowPosition, () -> push(v, false));
    }

    private void reduce(int r) {
        Program.Reduction reduction = plan.reductions().get(r);
        if (reduction.op() == ReductionOp.SUM) {
            writeRow(splitting.sumRow(plan, r), reduction.value());
            return;
        }
        int accumulator = accumulatorLocal[plan.extremes().indexOf(r)];
        ops.loadLocal(accumulator, false);
        push(reduction.value(), false);
        ops.apply(reduction.op() == ReductionOp.MIN ? PrimitiveOp.MIN : PrimitiveOp.MAX);
        ops.storeLocal(accumulator, false);
    }

    /** accumulator ← value × 0 + accumulator, which is NaN from the first NaN or infinity on. */
    private void checkFinite(Store store) {
        int accumulator = accumulatorLocal[plan.accumulators() - 1];
        push(store.value(), false);
        ops.pushDouble(0);
        ops.broadcast();
        ops.loadLocal(accumulator, false);
        ops.apply(PrimitiveOp.FMA);
        ops.storeLocal(accumulator, false);
    }

    private void store(Store store) {
        ops.write(
                () -> geometry.pushField(store.slot()),
                () -> geometry.pushPosition(store.slot(), 0, 0, 0),
                () -> push(store.value(), false));
    }
}
