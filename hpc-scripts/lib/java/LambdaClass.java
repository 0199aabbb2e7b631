import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** One lambda as a class: its captured values in fields, its one method the call of the implementation. */
final class LambdaClass {
    static final String ONLY = "only";
    static final String MAKE = "make";

    private static final Map<Integer, String[]> BOXES = Map.of(
            Type.BOOLEAN, new String[] {"java/lang/Boolean", "booleanValue"},
            Type.CHAR, new String[] {"java/lang/Character", "charValue"},
            Type.BYTE, new String[] {"java/lang/Byte", "byteValue"},
            Type.SHORT, new String[] {"java/lang/Short", "shortValue"},
            Type.INT, new String[] {"java/lang/Integer", "intValue"},
            Type.LONG, new String[] {"java/lang/Long", "longValue"},
            Type.FLOAT, new String[] {"java/lang/Float", "floatValue"},
            Type.DOUBLE, new String[] {"java/lang/Double", "doubleValue"});
    /** Of int, long and double to int, long and double; 0 where Java does not widen. */
    private static final int[][] WIDENINGS = {{0, I2L, I2D}, {0, 0, L2D}, {0, 0, 0}};

    private final String name;
    private final String method;
    private final Type[] captured;
    private final Type made;
    private final String descriptor;
    private final Type erased;
    private final Handle body;
    private final Type actual;
    private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private int line;

    LambdaClass(String name, String method, String descriptor, Object[] bootstrapArguments) {
        this.name = name;
        this.method = method;
        this.descriptor = descriptor;
        captured = Type.getArgumentTypes(descriptor);
        made = Type.getReturnType(descriptor);
        boolean isFit = bootstrapArguments.length == 3 && bootstrapArguments[1] instanceof Handle;
        erased = isFit ? (Type) bootstrapArguments[0] : null;
        body = isFit ? (Handle) bootstrapArguments[1] : null;
        actual = isFit ? (Type) bootstrapArguments[2] : null;
    }

    /** Null where this is left to the metafactory. */
    byte[] write(int version, String nestHost, String source, int line) {
        if (body == null) {
            return null;
        }
        this.line = line;
        String[] types = {made.getInternalName()};
        out.visit(version, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, "java/lang/Object", types);
        out.visitSource(source, null);
        out.visitNestHost(nestHost);
        constructor();
        if (captured.length == 0) {
            only();
        } else {
            make();
        }
        if (!call()) {
            return null;
        }
        out.visitEnd();
        return out.toByteArray();
    }

    private MethodVisitor begin(int access, String n, String d) {
        MethodVisitor code = out.visitMethod(access, n, d, null, null);
        code.visitCode();
        Label start = new Label();
        code.visitLabel(start);
        code.visitLineNumber(line, start);
        return code;
    }

    private static void end(MethodVisitor code, int returning) {
        code.visitInsn(returning);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private String constructorDescriptor() {
        return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    }

    private void constructor() {
        MethodVisitor code = begin(ACC_PRIVATE, "<init>", constructorDescriptor());
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        int slot = 1;
        for (int n = 0; n < captured.length; n++) {
            String type = captured[n].getDescriptor();
            out.visitField(ACC_PRIVATE | ACC_FINAL, "v" + n, type, null, null).visitEnd();
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(captured[n].getOpcode(ILOAD), slot);
            code.visitFieldInsn(PUTFIELD, name, "v" + n, type);
            slot += captured[n].getSize();
        }
        end(code, RETURN);
    }

    /** Without captured values one object serves all calls. */
    private void only() {
        String type = "L" + name + ";";
        out.visitField(ACC_STATIC | ACC_FINAL, ONLY, type, null, null).visitEnd();
        MethodVisitor code = begin(ACC_STATIC, "<clinit>", "()V");
        code.visitTypeInsn(NEW, name);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, name, "<init>", "()V", false);
        code.visitFieldInsn(PUTSTATIC, name, ONLY, type);
        end(code, RETURN);
    }

    private void make() {
        MethodVisitor code = begin(ACC_STATIC, MAKE, descriptor);
        code.visitTypeInsn(NEW, name);
        code.visitInsn(DUP);
        int slot = 0;
        for (Type type : captured) {
            code.visitVarInsn(type.getOpcode(ILOAD), slot);
            slot += type.getSize();
        }
        code.visitMethodInsn(INVOKESPECIAL, name, "<init>", constructorDescriptor(), false);
        end(code, ARETURN);
    }

    /** The interface's method; false where a conversion is a rare one. */
    private boolean call() {
        MethodVisitor code = begin(ACC_PUBLIC, method, erased.getDescriptor());
        List<Type> wanted = new ArrayList<>();
        boolean isNew = body.getTag() == H_NEWINVOKESPECIAL;
        if (isNew) {
            code.visitTypeInsn(NEW, body.getOwner());
            code.visitInsn(DUP);
        } else if (body.getTag() != H_INVOKESTATIC) {
            wanted.add(Type.getObjectType(body.getOwner()));
        }
        wanted.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
        boolean fits = true;
        for (int n = 0; n < captured.length; n++) {
            code.visitVarInsn(ALOAD, 0);
            code.visitFieldInsn(GETFIELD, name, "v" + n, captured[n].getDescriptor());
            fits &= convert(code, captured[n], wanted.get(n));
        }
        Type[] given = erased.getArgumentTypes();
        int slot = 1;
        for (int n = 0; n < given.length; n++) {
            Type seenAs = actual.getArgumentTypes()[n];
            code.visitVarInsn(given[n].getOpcode(ILOAD), slot);
            fits &= convert(code, given[n], seenAs) && convert(code, seenAs, wanted.get(captured.length + n));
            slot += given[n].getSize();
        }
        Type result = isNew ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
        invoke(code);
        Type returned = erased.getReturnType();
        if (returned.getSort() == Type.VOID) {
            if (result.getSize() > 0) {
                code.visitInsn(result.getSize() == 2 ? POP2 : POP);
            }
        } else {
            Type seenAs = actual.getReturnType();
            fits &= convert(code, result, seenAs) && convert(code, seenAs, returned);
        }
        end(code, returned.getOpcode(IRETURN));
        return fits;
    }

    private void invoke(MethodVisitor code) {
        int opcode =
                switch (body.getTag()) {
                    case H_INVOKESTATIC -> INVOKESTATIC;
                    case H_NEWINVOKESPECIAL -> INVOKESPECIAL;
                    default -> body.isInterface() ? INVOKEINTERFACE : INVOKEVIRTUAL;
                };
        code.visitMethodInsn(opcode, body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    /** Makes what lies on the stack another type, as an assignment does; false where that is none of the usual ones. */
    private static boolean convert(MethodVisitor code, Type from, Type to) {
        if (from.equals(to)) {
            return true;
        }
        if (isPrimitive(from) && isPrimitive(to)) {
            List<Type> numbers = List.of(Type.INT_TYPE, Type.LONG_TYPE, Type.DOUBLE_TYPE);
            int a = numbers.indexOf(from);
            int b = numbers.indexOf(to);
            if (a < 0 || b < 0 || WIDENINGS[a][b] == 0) {
                return false;
            }
            code.visitInsn(WIDENINGS[a][b]);
            return true;
        }
        if (isPrimitive(from)) {
            String[] box = BOXES.get(from.getSort());
            List<String> fit = List.of(box[0], "java/lang/Object", "java/lang/Number", "java/lang/Comparable");
            String boxed = "(" + from.getDescriptor() + ")L" + box[0] + ";";
            code.visitMethodInsn(INVOKESTATIC, box[0], "valueOf", boxed, false);
            return fit.contains(to.getInternalName());
        }
        if (isPrimitive(to)) {
            String[] box = BOXES.get(to.getSort());
            if (box == null || !from.getInternalName().equals(box[0])) {
                return false;
            }
            code.visitMethodInsn(INVOKEVIRTUAL, box[0], box[1], "()" + to.getDescriptor(), false);
            return true;
        }
        if (!to.getInternalName().equals("java/lang/Object")) {
            code.visitTypeInsn(CHECKCAST, to.getInternalName());
        }
        return true;
    }
}
