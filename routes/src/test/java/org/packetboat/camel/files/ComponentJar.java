package org.packetboat.camel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A jar as somebody else makes it: the component {@code shout:}, which writes what it gets to a file in capitals. */
public final class ComponentJar {
    private static final String SOURCE = """
            import java.nio.file.*;
            import java.util.Map;
            import org.apache.camel.*;
            import org.apache.camel.support.*;

            public class Shout extends DefaultComponent {
                protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                    return new ProcessorEndpoint(uri, this, exchange -> Files.writeString(Path.of(remaining),
                            exchange.getMessage().getBody(String.class).toUpperCase()));
                }
            }
            """;

    private ComponentJar() {}

    /** Makes it; it is there as a whole. */
    public static void make(Path jar) throws IOException {
        make(jar, SOURCE);
    }

    /** Makes it without a class that it needs as soon as an endpoint of it is made. */
    public static void makeWithoutWhatItNeeds(Path jar) throws IOException {
        make(jar, SOURCE.replace("return new", "Loud.er(); return new") + "class Loud { static void er() {} }\n");
    }

    private static void make(Path jar, String text) throws IOException {
        Path work = Files.createTempDirectory("shout");
        Path source = Files.writeString(work.resolve("Shout.java"), text);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", work.toString(), source.toString()));
        Path next = work.resolve("shout.jar");
        try (OutputStream out = Files.newOutputStream(next); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("Shout.class"));
            entries.write(Files.readAllBytes(work.resolve("Shout.class")));
            entries.putNextEntry(new JarEntry("META-INF/services/org/apache/camel/component/shout"));
            entries.write("class=Shout\n".getBytes(StandardCharsets.US_ASCII));
        }
        Files.createDirectories(jar.getParent());
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
