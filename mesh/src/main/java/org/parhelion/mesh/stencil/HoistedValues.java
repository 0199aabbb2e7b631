package org.parhelion.mesh.stencil;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;
import org.parhelion.mesh.stencil.Program.Instruction;

/** The values that do not change along a row: computed as scalars in the loop that they belong to, then spread to vectors. */
final class HoistedValues {
    private static final int PARAMETERS = 2;

    private final CodePlan plan;
    private final OpEmitter ops;
    private final ScalarEmitter scalars;
    private final LocalSlots slots;
    private final BoxGeometry geometry;
    private final Level[] levels;
    private final boolean[] needed;
    private final boolean[] usedAlongX;
    private final int[] scalarLocal;
    private final int[] vectorLocal;

    HoistedValues(CodePlan plan, Chunk chunk, OpEmitter ops, LocalSlots slots, BoxGeometry geometry) {
        this.plan = plan;
        this.ops = ops;
        this.scalars = new ScalarEmitter(ops.code);
        this.slots = slots;
        this.geometry = geometry;
        this.levels = plan.levels();
        this.needed = new boolean[plan.size()];
        this.usedAlongX = new boolean[plan.size()];
        this.scalarLocal = new int[plan.size()];
        this.vectorLocal = new int[plan.size()];
        Arrays.fill(scalarLocal, -1);
        Arrays.fill(vectorLocal, -1);
        markNeeded(chunk);
    }

    private void markNeeded(Chunk chunk) {
        for (int v : chunk.values()) {
            for (int operand : plan.operands(v)) {
                usedAlongX[operand] |= isHoisted(operand);
            }
        }
        chunk.stores().forEach(s -> markResult(plan.stores().get(s).value()));
        chunk.reductions().forEach(r -> markResult(plan.reductions().get(r).value()));
        for (int v = plan.size() - 1; v >= 0; v--) {
            needed[v] |= usedAlongX[v];
            if (needed[v] && isHoisted(v)) {
                for (int operand : plan.operands(v)) {
                    needed[operand] = true;
                }
            }
        }
    }

    private void markResult(int value) {
        usedAlongX[value] |= isHoisted(value);
    }

    boolean isHoisted(int value) {
        return levels[value] != Level.POINT;
    }

    /** Computes what belongs to a loop, at its start. */
    void emit(Level level) {
        for (int v = 0; v < plan.size(); v++) {
            if (needed[v] && levels[v] == level) {
                boolean truth = plan.isTruth(v);
                compute(v);
                scalarLocal[v] = slots.take(scalars.words(truth));
                scalars.storeLocal(scalarLocal[v], truth);
                if (usedAlongX[v] && ops.lanes() > 1) {
                    pushScalar(v, false);
                    ops.broadcast();
                    vectorLocal[v] = slots.take(1);
                    ops.storeLocal(vectorLocal[v], false);
                }
            }
        }
    }

    private void compute(int v) {
        Instruction it = plan.instruction(v);
        switch (it.op()) {
            case CONSTANT -> ops.pushDouble(it.constant());
            case PARAMETER -> {
                ops.code.visitVarInsn(Opcodes.ALOAD, PARAMETERS);
                ops.pushInt(it.slot());
                ops.code.visitInsn(Opcodes.DALOAD);
            }
            case COORDINATE ->
                scalars.read(
                        () -> geometry.pushCoordinates(it.slot()),
                        () -> geometry.pushCoordinatePosition(it.slot(), it.i()));
            default -> {
                int[] operands = plan.operands(v);
                for (int n = 0; n < operands.length; n++) {
                    pushScalar(operands[n], OperandKind.isTruth(it.op(), n));
                }
                scalars.apply(it.op());
            }
        }
    }

    private void pushScalar(int v, boolean asTruth) {
        boolean truth = plan.isTruth(v);
        scalars.loadLocal(scalarLocal[v], truth);
        if (truth && !asTruth) {
            scalars.truthToNumber();
        } else if (!truth && asTruth) {
            scalars.numberToTruth();
        }
    }

    /** Pushes a hoisted value, for use in the loop along a row. */
    void push(int v, boolean asTruth) {
        if (ops.lanes() == 1) {
            pushScalar(v, asTruth);
        } else {
            ops.loadLocal(vectorLocal[v], false);
            if (asTruth) {
                ops.numberToTruth();
            }
        }
    }
}
