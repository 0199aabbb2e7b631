import static org.objectweb.asm.Opcodes.ASM9;

import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.RecordComponentVisitor;

/** Adds members to the nest of a class; in its file they stand before its inner classes, fields and methods. */
final class NestMembers extends ClassVisitor {
    private final List<String> members;
    private boolean isTold;

    private NestMembers(ClassWriter writer, List<String> members) {
        super(ASM9, writer);
        this.members = members;
    }

    /** The class with these members more. */
    static byte[] add(byte[] bytes, List<String> members) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new NestMembers(writer, members), 0);
        return writer.toByteArray();
    }

    private void tell() {
        if (!isTold) {
            isTold = true;
            members.forEach(super::visitNestMember);
        }
    }

    @Override
    public void visitInnerClass(String name, String outer, String inner, int access) {
        tell();
        super.visitInnerClass(name, outer, inner, access);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String type, String signature) {
        tell();
        return super.visitRecordComponent(name, type, signature);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
        tell();
        return super.visitField(access, name, type, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
        tell();
        return super.visitMethod(access, name, type, signature, thrown);
    }

    @Override
    public void visitEnd() {
        tell();
        super.visitEnd();
    }
}
