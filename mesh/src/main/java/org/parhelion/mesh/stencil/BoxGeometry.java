package org.parhelion.mesh.stencil;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.parhelion.mesh.stencil.Program.Instruction;

/** Where things are in memory: arrays in locals, and for each row the position of each row of points that it reads. */
final class BoxGeometry {
    /**
     * Positions in all but the largest arrays are below 2^29. Saying so to the compiler lets it form addresses without a
     * sign extension for each load.
     */
    private static final int POSITION_MASK = (1 << 29) - 1;

    private static final int FIELDS = 1;
    private static final int COORDINATES = 3;
    private static final int ROWS = 4;
    private static final int X0 = 6;
    private static final int X1 = 7;

    private final CodePlan plan;
    private final OpEmitter ops;
    private final MethodVisitor code;
    private final LocalSlots slots;
    private final int i;
    private final int j;
    private final int k;
    private final Map<Integer, Integer> fieldArrays = new TreeMap<>();
    private final Map<Integer, Integer> coordinateArrays = new TreeMap<>();
    private final Map<Integer, Integer> rowArrays = new TreeMap<>();
    /** Of each memory layout: local of the position of the row's local index 0. */
    private final Map<FieldLayout, Integer> rowPositions = new LinkedHashMap<>();

    private final int rowStart;

    BoxGeometry(CodePlan plan, Splitting splitting, Chunk chunk, OpEmitter ops, LocalSlots slots, int i, int j, int k) {
        this.plan = plan;
        this.ops = ops;
        this.code = ops.code;
        this.slots = slots;
        this.i = i;
        this.j = j;
        this.k = k;
        for (int v : chunk.values()) {
            Instruction it = plan.instruction(v);
            if (it.op() == PrimitiveOp.LOAD) {
                need(it.slot());
            }
        }
        chunk.stores().forEach(s -> need(plan.stores().get(s).slot()));
        chunk.received().forEach(v -> rowArrays.put(splitting.rows().indexOf(v), slots.take(1)));
        chunk.passedOn().forEach(v -> rowArrays.put(splitting.rows().indexOf(v), slots.take(1)));
        for (int r : chunk.reductions()) {
            if (plan.sums().contains(r)) {
                rowArrays.put(splitting.sumRow(plan, r), slots.take(1));
            }
        }
        for (int place = 0; place < 3; place++) {
            if (plan.readsCoordinate(place)) {
                coordinateArrays.put(place, slots.take(1));
            }
        }
        rowStart = slots.take(1);
    }

    private void need(int field) {
        fieldArrays.computeIfAbsent(field, key -> slots.take(1));
        rowPositions.computeIfAbsent(plan.layouts().get(field), key -> slots.take(1));
    }

    void prologue() {
        for (int bound : new int[] {X0, X1}) {
            code.visitVarInsn(Opcodes.ILOAD, bound);
            mask();
            code.visitVarInsn(Opcodes.ISTORE, bound);
        }
        fieldArrays.forEach((field, local) -> fetch(FIELDS, field, Opcodes.AALOAD, Opcodes.ASTORE, local));
        coordinateArrays.forEach((place, local) -> fetch(COORDINATES, place, Opcodes.AALOAD, Opcodes.ASTORE, local));
        rowArrays.forEach((row, local) -> fetch(ROWS, row, Opcodes.AALOAD, Opcodes.ASTORE, local));
        code.visitVarInsn(Opcodes.ILOAD, X0);
        code.visitInsn(Opcodes.INEG);
        code.visitVarInsn(Opcodes.ISTORE, rowStart);
    }

    private void fetch(int array, int element, int load, int store, int local) {
        code.visitVarInsn(Opcodes.ALOAD, array);
        ops.pushInt(element);
        code.visitInsn(load);
        code.visitVarInsn(store, local);
    }

    private void mask() {
        if (!plan.isHuge()) {
            code.visitLdcInsn(POSITION_MASK);
            code.visitInsn(Opcodes.IAND);
        }
    }

    /** position of a row = origin + j × distance of rows + k × distance of planes. */
    void startRow() {
        rowPositions.forEach((layout, local) -> {
            ops.pushInt(layout.origin());
            addProduct(j, layout.rowStride());
            addProduct(k, layout.planeStride());
            mask();
            code.visitVarInsn(Opcodes.ISTORE, local);
        });
    }

    private void addProduct(int index, int stride) {
        code.visitVarInsn(Opcodes.ILOAD, index);
        ops.pushInt(stride);
        code.visitInsn(Opcodes.IMUL);
        code.visitInsn(Opcodes.IADD);
    }

    void endRow() {
        if (!rowArrays.isEmpty()) {
            code.visitVarInsn(Opcodes.ILOAD, rowStart);
            code.visitVarInsn(Opcodes.ILOAD, X1);
            code.visitVarInsn(Opcodes.ILOAD, X0);
            code.visitInsn(Opcodes.ISUB);
            code.visitInsn(Opcodes.IADD);
            code.visitVarInsn(Opcodes.ISTORE, rowStart);
        }
    }

    void pushField(int field) {
        code.visitVarInsn(Opcodes.ALOAD, fieldArrays.get(field));
    }

    /** Position of the current point, so many points away, in the array of a field. */
    void pushPosition(int field, int di, int dj, int dk) {
        FieldLayout layout = plan.layouts().get(field);
        code.visitVarInsn(Opcodes.ILOAD, rowPositions.get(layout));
        pushSum(i, di + dj * layout.rowStride() + dk * layout.planeStride());
    }

    void pushRow(int row) {
        code.visitVarInsn(Opcodes.ALOAD, rowArrays.get(row));
    }

    void pushRowPosition() {
        code.visitVarInsn(Opcodes.ILOAD, rowStart);
        pushSum(i, 0);
    }

    void pushCoordinates(int place) {
        code.visitVarInsn(Opcodes.ALOAD, coordinateArrays.get(place));
    }

    /** Position of the current point, so many points away, in the coordinates of an axis. */
    void pushCoordinatePosition(int place, int shift) {
        code.visitVarInsn(Opcodes.ILOAD, place == 0 ? i : place == 1 ? j : k);
        int constant = shift + plan.padLow(place);
        if (constant != 0) {
            ops.pushInt(constant);
            code.visitInsn(Opcodes.IADD);
        }
    }

    private void pushSum(int index, int constant) {
        code.visitVarInsn(Opcodes.ILOAD, index);
        code.visitInsn(Opcodes.IADD);
        if (constant != 0) {
            ops.pushInt(constant);
            code.visitInsn(Opcodes.IADD);
        }
    }
}
