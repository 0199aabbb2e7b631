import static org.objectweb.asm.Opcodes.ASM9;

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

/**
 * Makes the classes of jars quicker to start. Run by the build: {@code java -cp asm.jar:… QuickJars JAR…}; each jar is
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
                entries.computeIfPresent(host + ".class", (name, bytes) -> NestMembers.add(bytes, members)));
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

    private byte[] replaceIn(String owner, byte[] bytes) {
        String host = nestHosts.getOrDefault(owner, owner);
        DirectLambdas.Result result = DirectLambdas.replaceIn(owner, host, bytes);
        if (!result.made().isEmpty()) {
            newMembers.computeIfAbsent(host, none -> new ArrayList<>()).addAll(result.made().keySet());
            added.putAll(result.made());
        }
        return result.bytes();
    }
}
