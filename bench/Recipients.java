import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.packetboat.connectors.recipients.ListSettings;
import org.packetboat.connectors.recipients.RecipientLists;
import org.packetboat.connectors.recipients.TextRows;
import org.packetboat.engine.intake.Directory.Finding;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * A list of many recipients: how long it takes to read, how much of the disk and of memory it takes, and how long
 * look-ups take, half of them of people who do not exist. Arguments: recipients, look-ups, folder.
 */
public final class Recipients {
    private static final String[] FIRST = {"anna", "bob", "carol", "dave", "eve", "frank", "grace", "heidi", "ivan",
            "judy", "mallory", "olivia", "peggy", "rupert", "sybil", "trent", "victor", "walter", "wendy", "zoe"};

    private Recipients() {}

    private static String name(int i) {
        int mixed = Integer.reverse(i * 0x9e3779b1) >>> 1;
        return FIRST[i % FIRST.length] + "." + Integer.toString(mixed, 36) + "." + i;
    }

    public static void main(String[] arguments) throws Exception {
        int people = Integer.parseInt(arguments[0]);
        int lookUps = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[2]);
        Path source = write(folder, people);
        System.gc();
        long before = resident();
        long began = System.nanoTime();
        try (RecipientLists lists = new RecipientLists(List.of(new ListSettings("people",
                Set.of(new Domain("example.com")), Optional.empty(), new TextRows(source), Duration.ZERO)),
                folder.resolve("kept"), Optional.of('+'), InstantSource.system()).start(_ -> true)) {
            while (lists.status().getFirst().rows() < people)
                Thread.sleep(100);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.gc();
            long added = Math.max(0, resident() - before);
            long[] took = lookUp(lists, people, lookUps);
            long bytes = Files.size(folder.resolve("kept/people.list"));
            System.out.printf("%,d recipients read in %.1f s; source %,d bytes, kept %,d bytes%n", people, seconds,
                    Files.size(source), bytes);
            System.out.printf("look-ups in us: median %.1f, p99 %.1f, most %.1f%n", took[lookUps / 2] / 1e3,
                    took[(int) (lookUps * 0.99)] / 1e3, took[lookUps - 1] / 1e3);
            System.out.printf("seen disk_mb=%.1f resident_mb=%.1f p99_us=%.1f%n", bytes / 1e6, added / 1e6,
                    took[(int) (lookUps * 0.99)] / 1e3);
        }
    }

    private static Path write(Path folder, int people) throws IOException {
        Path source = folder.resolve("people.txt");
        try (BufferedWriter out = Files.newBufferedWriter(source)) {
            for (int i = 0; i < people; i++)
                out.append(name(i)).append("@example.com site").append(Integer.toString(i % 100)).append('\n');
        }
        return source;
    }

    private static long[] lookUp(RecipientLists lists, int people, int lookUps) {
        Random random = new Random(1);
        Domain domain = new Domain("example.com");
        long[] took = new long[lookUps];
        for (int i = -lookUps / 10; i < lookUps; i++) {
            int who = random.nextInt(people);
            boolean there = random.nextBoolean();
            Address address = new Address(there ? name(who) : name(who) + "x", domain);
            long began = System.nanoTime();
            Finding found = lists.find(address);
            long took1 = System.nanoTime() - began;
            if (found instanceof Finding.Known != there) throw new AssertionError(address + ": " + found);
            if (i >= 0) took[i] = took1;
        }
        Arrays.sort(took);
        return took;
    }

    private static long resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return 1024 * Long.parseLong(lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElseThrow()
                    .replaceAll("\\D", ""));
        }
    }
}
