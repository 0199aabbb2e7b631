package org.parhelion.mesh.stencil;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of one chunk: three nested loops over a box, whatever does not change in a loop computed before it.
 *
 * <pre>{@code
 * for (k = z0; k < z1; k++) {            // values of Level.PLANE
 *     for (j = y0; j < y1; j++) {        // values of Level.ROW, position of each row in its array
 *         for (i = x0; i < x1; i += lanes) { … }
 *     }
 * }
 * }</pre>
 */
final class BoxCodeGenerator {
    static final String METHOD = "run";
    static final String DESCRIPTOR = "([[D[D[[D[[D[DIIIIII)V";
    private static final int X0 = 6;
    private static final int FIRST_FREE = 12;

    private final Splitting splitting;
    private final CodePlan plan;
    private final Chunk chunk;
    private final VectorShape shape;
    private final FrameAwareWriter writer = new FrameAwareWriter();

    private BoxCodeGenerator(CodePlan plan, Splitting splitting, Chunk chunk, VectorShape shape) {
        this.plan = plan;
        this.splitting = splitting;
        this.chunk = chunk;
        this.shape = shape;
    }

    /** @param shape width of the vectors, or null for scalar code */
    static GeneratedCode generate(CodePlan plan, Splitting splitting, Chunk chunk, VectorShape shape) {
        return new BoxCodeGenerator(plan, splitting, chunk, shape).generate();
    }

    private GeneratedCode generate() {
        String name = Type.getInternalName(BoxCode.class).replace("BoxCode", shape == null ? "ScalarBox" : "VectorBox");
        writer.visit(
                Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC, name, null, "java/lang/Object", new String[] {
                    Type.getInternalName(BoxCode.class)
                });
        constructor();
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, METHOD, DESCRIPTOR, null, null);
        code.visitCode();
        loops(code);
        code.visitInsn(Opcodes.RETURN);
        Label end = new Label();
        code.visitLabel(end);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return new GeneratedCode(writer.toByteArray(), end.getOffset());
    }

    private void constructor() {
        MethodVisitor code = writer.visitMethod(0, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void loops(MethodVisitor code) {
        OpEmitter ops = shape == null ? new ScalarEmitter(code) : new VectorEmitter(code, shape);
        LocalSlots slots = new LocalSlots(FIRST_FREE);
        int k = slots.take(1);
        int j = slots.take(1);
        int i = slots.take(1);
        BoxGeometry geometry = new BoxGeometry(plan, splitting, chunk, ops, slots, i, j, k);
        HoistedValues hoisted = new HoistedValues(plan, chunk, ops, slots, geometry);
        RowBody body = new RowBody(plan, splitting, chunk, ops, slots, geometry, hoisted);
        geometry.prologue();
        hoisted.emit(Level.RUN);
        loop(code, k, X0 + 4, X0 + 5, 1, () -> {
            hoisted.emit(Level.PLANE);
            loop(code, j, X0 + 2, X0 + 3, 1, () -> {
                hoisted.emit(Level.ROW);
                geometry.startRow();
                body.startRow();
                loop(code, i, X0, X0 + 1, ops.lanes(), () -> {
                    body.emit();
                });
                body.endRow();
                geometry.endRow();
            });
        });
    }

    /** {@code for (index = local from; index < local to; index += step) body}. */
    private static void loop(MethodVisitor code, int index, int from, int to, int step, Runnable body) {
        Label head = new Label();
        Label done = new Label();
        code.visitVarInsn(Opcodes.ILOAD, from);
        code.visitVarInsn(Opcodes.ISTORE, index);
        code.visitLabel(head);
        code.visitVarInsn(Opcodes.ILOAD, index);
        code.visitVarInsn(Opcodes.ILOAD, to);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        body.run();
        code.visitIincInsn(index, step);
        code.visitJumpInsn(Opcodes.GOTO, head);
        code.visitLabel(done);
    }

    /** Computes stack maps without loading the classes that the code names. */
    private static final class FrameAwareWriter extends ClassWriter {
        FrameAwareWriter() {
            super(ClassWriter.COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String first, String second) {
            return "java/lang/Object";
        }
    }
}
