import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies the program's jars without the native libraries of other platforms, which are most of its size, and without
 * what no program uses: indexes of annotations, command line tools, examples and a server in the LDAP library, and from
 * what Kafka's client was generated. Fails if a library of the platform is missing. The same jars give the same bytes.
 *
 * <pre>
 * java Trim.java x86_64|aarch64 FROM TO TIME
 * </pre>
 */
final class Trim {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)|.*/aix/.*\\.a");
    private static final Pattern UNUSED = Pattern.compile("common/message/[^/]*\\.json|META-INF/jandex\\.idx"
            + "|com/unboundid/ldap/sdk/(examples|transformations|migrate|persist)/.*"
            + "|com/unboundid/ldap/sdk/unboundidds/(tools|examples|logs|tasks|monitors)/.*"
            + "|com/unboundid/(ldap/listener|util/ssl/cert)/.*"
            + "|unboundid-ldapsdk-(tools|persist|transform|migrate|monitor|cert|listener)[a-z-]*\\.properties");
    /** Each native library that the program loads, by a word of its name, and where its jar has it for a platform. */
    private static final Map<String, Map<String, String>> WANTED = Map.of(
            "x86_64", libraries("linux64", "linux/amd64", "Linux/x86_64", "linux/amd64", "Linux/x86_64", "Linux/x86_64",
                    "linux-x86_64", "x86_64"),
            "aarch64", libraries("linux-aarch64", "linux/aarch64", "Linux/aarch64", "linux/aarch64", "Linux/armv8_64",
                    "Linux/arm64", "linux-aarch64", "aarch_64"));

    private final Map<String, String> wanted;
    private final Set<String> found = new TreeSet<>();

    private Trim(Map<String, String> wanted) {
        this.wanted = wanted;
    }

    private static Map<String, String> libraries(String... names) {
        Map<String, String> libraries = new LinkedHashMap<>();
        libraries.put("rocksdbjni", "librocksdbjni-" + names[0] + ".so");
        libraries.put("libzstd-jni", names[1] + "/libzstd-jni");
        libraries.put("libsnappyjava", "native/" + names[2] + "/libsnappyjava");
        libraries.put("liblz4-java", names[3] + "/liblz4-java");
        libraries.put("libjSerialComm", names[4] + "/libjSerialComm");
        libraries.put("libjlinenative", "nativ/" + names[5] + "/libjlinenative");
        libraries.put("libbrotli", names[6] + "/libbrotli");
        libraries.put("libnetty_transport_native_epoll", "libnetty_transport_native_epoll_" + names[7]);
        return libraries;
    }

    public static void main(String... args) throws IOException {
        if (args.length != 4 || !WANTED.containsKey(args[0])) {
            System.err.println("Trim: PLATFORM (" + new TreeSet<>(WANTED.keySet()) + ") FROM TO TIME");
            System.exit(2);
        }
        Trim trim = new Trim(WANTED.get(args[0]));
        Path to = Files.createDirectories(Path.of(args[2]));
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars)
            trim.copy(jar, to.resolve(jar.getFileName()), Instant.parse(args[3]));
        Set<String> missing = new TreeSet<>(trim.wanted.keySet());
        missing.removeAll(trim.found);
        if (missing.isEmpty()) return;
        System.err.println("no native library for " + args[0] + " is among the jars of: " + missing);
        System.exit(1);
    }

    /** A jar that is left without any class or library is not copied. */
    private void copy(Path jar, Path to, Instant time) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<ZipEntry> all = new ArrayList<>(zip.stream().filter(e -> !e.isDirectory()).toList());
            List<ZipEntry> kept = all.stream().filter(e -> keeps(e.getName())).toList();
            if (kept.size() == all.size()) {
                Files.copy(jar, to);
            } else if (kept.stream().anyMatch(e -> !e.getName().startsWith("META-INF/")) || hasNative(kept)) {
                write(zip, kept, to, FileTime.from(time));
            }
        }
    }

    private static boolean hasNative(List<ZipEntry> entries) {
        return entries.stream().anyMatch(e -> NATIVE.matcher(e.getName()).matches());
    }

    /** Libraries that are not ours to know stay. */
    private boolean keeps(String name) {
        if (!NATIVE.matcher(name).matches()) return !UNUSED.matcher(name).matches();
        for (Map.Entry<String, String> library : wanted.entrySet()) {
            if (!name.contains(library.getKey())) continue;
            boolean ours = ("/" + name).contains("/" + library.getValue());
            if (ours) found.add(library.getKey());
            return ours;
        }
        return !name.matches(".*\\.(dll|dylib|jnilib)");
    }

    private static void write(ZipFile from, List<ZipEntry> entries, Path to, FileTime time) throws IOException {
        try (OutputStream file = Files.newOutputStream(to); ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : entries) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(time.toMillis());
                out.putNextEntry(copy);
                try (InputStream in = from.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }
}
