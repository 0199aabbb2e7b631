import static org.objectweb.asm.Opcodes.*;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Replaces the lambdas and method references of a class by classes made now. */
final class DirectLambdas extends ClassVisitor {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final int FIRST_WITH_STACK_MAPS = 51;

    private final String owner;
    private final String nestHost;
    private final boolean isOld;
    private final Map<String, byte[]> made = new LinkedHashMap<>();
    private int version;
    private String source;

    private DirectLambdas(String owner, String nestHost, boolean isOld, ClassWriter writer) {
        super(ASM9, writer);
        this.owner = owner;
        this.nestHost = nestHost;
        this.isOld = isOld;
    }

    /** A class as it is now, and the classes that it uses instead of lambdas, by name. */
    record Result(byte[] bytes, Map<String, byte[]> made) {}

    static Result replaceIn(String owner, String nestHost, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        boolean isOld = reader.readUnsignedShort(6) < FIRST_WITH_STACK_MAPS;
        ClassWriter writer = isOld ? new ClassWriter(ClassWriter.COMPUTE_FRAMES) : new ClassWriter(reader, 0);
        DirectLambdas visitor = new DirectLambdas(owner, nestHost, isOld, writer);
        reader.accept(visitor, 0);
        boolean isChanged = isOld || !visitor.made.isEmpty();
        return new Result(isChanged ? writer.toByteArray() : bytes, visitor.made);
    }

    @Override
    public void visit(int v, int access, String name, String signature, String parent, String[] interfaces) {
        version = isOld ? V1_8 : v;
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public void visitSource(String file, String debug) {
        source = file;
        super.visitSource(file, debug);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
        return new Code(super.visitMethod(access, name, type, signature, thrown));
    }

    private final class Code extends MethodVisitor {
        private int line;

        Code(MethodVisitor next) {
            super(ASM9, next);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... more) {
            boolean isPlain = bootstrap.getOwner().equals(FACTORY) && bootstrap.getName().equals("metafactory");
            String name = owner + "$$Direct" + made.size();
            byte[] body = isPlain
                    ? new LambdaClass(name, method, type, more).write(version, nestHost, source, line)
                    : null;
            if (body == null) {
                super.visitInvokeDynamicInsn(method, type, bootstrap, more);
                return;
            }
            made.put(name, body);
            if (Type.getArgumentTypes(type).length == 0) {
                super.visitFieldInsn(GETSTATIC, name, LambdaClass.ONLY, "L" + name + ";");
            } else {
                super.visitMethodInsn(INVOKESTATIC, name, LambdaClass.MAKE, type, false);
            }
        }
    }
}
