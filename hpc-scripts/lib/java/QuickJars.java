import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * Makes the classes of jars quicker to start. Run by the build: {@code java -cp asm.jar QuickJars.java JAR…}; each jar is
 * replaced, and the names of all its classes are printed, for the class-data archive.
 *
 * <p>Every lambda and method reference gets a class of its own, made now and not by the JVM at each start. Linking one at run
 * time takes 0.1 ms, also where the class comes out of the class-data archive, and a run of one step links 280. The class is
 * in the nest of the one it serves, so that it may call its private methods. What {@code LambdaMetafactory} does beyond this
 * (serializable lambdas, several interfaces, rare conversions) is left to it.
 *
 * <p>Classes as old as Java 5 (ASM's own) get the stack maps of newer ones: the archive holds these verified, where the JVM
 * would load its old verifier at each start.
 */
final class QuickJars {
    private static final int FIRST_WITH_STACK_MAPS = 51;
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, String> nestHosts = new LinkedHashMap<>();
    private final Map<String, List<String>> newMembers = new LinkedHashMap<>();
    private final Map<String, byte[]> added = new LinkedHashMap<>();

    private QuickJars() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            QuickJars contents = new QuickJars();
            contents.read(Path.of(jar));
            contents.replace();
            contents.write(Path.of(jar));
            contents.entries.keySet().stream()
                    .filter(QuickJars::isClass)
                    .forEach(name -> System.out.println(className(name)));
        }
    }

    private void read(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream stream = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), stream.readAllBytes());
                }
            }
        }
        entries.forEach((name, bytes) -> {
            if (isClass(name)) {
                new ClassReader(bytes)
                        .accept(
                                new ClassVisitor(ASM9) {
                                    @Override
                                    public void visitNestHost(String host) {
                                        nestHosts.put(className(name), host);
                                    }
                                },
                                ClassReader.SKIP_CODE);
            }
        });
    }

    private void replace() {
        entries.replaceAll((name, bytes) -> isClass(name) ? replaceIn(className(name), bytes) : bytes);
        newMembers.forEach((host, members) ->
                entries.computeIfPresent(host + ".class", (name, bytes) -> withNestMembers(bytes, members)));
        added.forEach((name, bytes) -> entries.put(name + ".class", bytes));
    }

    private void write(Path jar) throws IOException {
        Path next = jar.resolveSibling(jar.getFileName() + ".next");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(next))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isClass(String entry) {
        return entry.endsWith(".class") && !entry.startsWith("META-INF/") && !entry.endsWith("module-info.class");
    }

    private static String className(String entry) {
        return entry.substring(0, entry.length() - ".class".length());
    }

    private String nestHost(String owner) {
        return nestHosts.getOrDefault(owner, owner);
    }

    /** The class with its lambdas made by classes in {@link #added}. */
    private byte[] replaceIn(String owner, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        boolean isOld = reader.readUnsignedShort(6) < FIRST_WITH_STACK_MAPS;
        ClassWriter writer = isOld ? new ClassWriter(ClassWriter.COMPUTE_FRAMES) : new ClassWriter(reader, 0);
        List<String> made = new ArrayList<>();
        reader.accept(
                new ClassVisitor(ASM9, writer) {
                    private int version;
                    private String source;

                    @Override
                    public void visit(int v, int access, String n, String signature, String parent, String[] all) {
                        version = isOld ? V1_8 : v;
                        super.visit(version, access, n, signature, parent, all);
                    }

                    @Override
                    public void visitSource(String file, String debug) {
                        source = file;
                        super.visitSource(file, debug);
                    }

                    @Override
                    public MethodVisitor visitMethod(int access, String n, String d, String signature, String[] thrown) {
                        return new MethodVisitor(ASM9, super.visitMethod(access, n, d, signature, thrown)) {
                            private int line;

                            @Override
                            public void visitLineNumber(int number, Label start) {
                                line = number;
                                super.visitLineNumber(number, start);
                            }

                            @Override
                            public void visitInvokeDynamicInsn(String n, String d, Handle bootstrap, Object... more) {
                                boolean isPlain = bootstrap.getOwner().equals(FACTORY)
                                        && bootstrap.getName().equals("metafactory");
                                String name = owner + "$$Direct" + made.size();
                                byte[] body = isPlain
                                        ? new LambdaClass(name, n, d, more)
                                                .write(version, nestHost(owner), source, line)
                                        : null;
                                if (body == null) {
                                    super.visitInvokeDynamicInsn(n, d, bootstrap, more);
                                    return;
                                }
                                made.add(name);
                                added.put(name, body);
                                if (Type.getArgumentTypes(d).length == 0) {
                                    super.visitFieldInsn(GETSTATIC, name, LambdaClass.ONLY, "L" + name + ";");
                                } else {
                                    super.visitMethodInsn(INVOKESTATIC, name, LambdaClass.MAKE, d, false);
                                }
                            }
                        };
                    }
                },
                0);
        if (made.isEmpty() && !isOld) {
            return bytes;
        }
        if (!made.isEmpty()) {
            newMembers.computeIfAbsent(nestHost(owner), host -> new ArrayList<>()).addAll(made);
        }
        return writer.toByteArray();
    }

    /** The class with more members of its nest; they stand before its inner classes, fields and methods. */
    private static byte[] withNestMembers(byte[] bytes, List<String> members) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(ASM9, writer) {
                    private boolean isTold;

                    private void tell() {
                        if (!isTold) {
                            isTold = true;
                            members.forEach(super::visitNestMember);
                        }
                    }

                    @Override
                    public void visitInnerClass(String n, String outer, String inner, int access) {
                        tell();
                        super.visitInnerClass(n, outer, inner, access);
                    }

                    @Override
                    public RecordComponentVisitor visitRecordComponent(String n, String d, String signature) {
                        tell();
                        return super.visitRecordComponent(n, d, signature);
                    }

                    @Override
                    public FieldVisitor visitField(int access, String n, String d, String signature, Object value) {
                        tell();
                        return super.visitField(access, n, d, signature, value);
                    }

                    @Override
                    public MethodVisitor visitMethod(int access, String n, String d, String signature, String[] thrown) {
                        tell();
                        return super.visitMethod(access, n, d, signature, thrown);
                    }

                    @Override
                    public void visitEnd() {
                        tell();
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** One lambda as a class: its captured values in fields, its one method the call of the implementation. */
    private static final class LambdaClass {
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
}
