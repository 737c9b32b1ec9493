import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws cost against size, both logarithmic, from the {@code point} lines of a result, with a line of growth through
 * each series: {@code java bench/Plot.java RESULT NAME SIZE COST UNIT [BY] > picture.svg}. Of MIN/MEDIAN/MAX the median
 * is drawn, and a bar from MIN to MAX. A series is what has the same value of the field BY.
 */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 80;
    private static final int RIGHT = 200;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final List<String> COLOURS = List.of("#1b5e9e", "#c2571a", "#3d7a37", "#7b4397");

    private record Point(double size, double low, double cost, double high) {}

    /** Cost grows as the size to the power of {@code exponent}: by least squares of the logarithms. */
    private record Growth(double factor, double exponent) {
        static Growth of(List<Point> points) {
            double x = 0, y = 0, xx = 0, xy = 0;
            for (Point p : points) {
                double lx = Math.log(p.size()), ly = Math.log(p.cost());
                x += lx;
                y += ly;
                xx += lx * lx;
                xy += lx * ly;
            }
            int n = points.size();
            double exponent = n * xx == x * x ? 0 : (n * xy - x * y) / (n * xx - x * x);
            return new Growth(Math.exp((y - exponent * x) / n), exponent);
        }

        double at(double size) {
            return factor * Math.pow(size, exponent);
        }
    }

    private final StringBuilder svg = new StringBuilder();
    private final Map<String, List<Point>> series = new LinkedHashMap<>();
    private double leastX = Double.MAX_VALUE;
    private double mostX;
    private double leastY = Double.MAX_VALUE;
    private double mostY;

    private Plot() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 5) {
            System.err.println("usage: Plot RESULT NAME SIZE COST UNIT [BY]");
            System.exit(2);
        }
        Plot plot = new Plot();
        String by = args.length > 5 ? args[5] : "";
        for (String line : Files.readAllLines(Path.of(args[0])))
            if (line.startsWith("point " + args[1] + " ")) plot.read(line, args[2], args[3], by);
        if (plot.series.isEmpty()) {
            System.err.println(args[0] + " has no line \"point " + args[1] + "\" with " + args[2] + " and " + args[3]);
            System.exit(1);
        }
        System.out.print(plot.draw(args[1] + ": " + args[3] + " (" + args[4] + ") by " + args[2]));
    }

    private void read(String line, String size, String cost, String by) {
        Optional<String> x = field(line, size);
        Optional<String> y = field(line, cost);
        if (x.isEmpty() || y.isEmpty() || y.get().equals("-")) return;
        double[] values = Pattern.compile("/").splitAsStream(y.get()).mapToDouble(Double::parseDouble).toArray();
        Point point = new Point(Double.parseDouble(x.get()), values[0], values[values.length / 2],
                values[values.length - 1]);
        if (point.low() <= 0) return; // a logarithm has no place for it
        String name = by.isEmpty() ? cost : by + " " + field(line, by).orElse("none");
        series.computeIfAbsent(name, _ -> new ArrayList<>()).add(point);
        leastX = Math.min(leastX, point.size());
        mostX = Math.max(mostX, point.size());
        leastY = Math.min(leastY, point.low());
        mostY = Math.max(mostY, point.high());
    }

    private static Optional<String> field(String line, String name) {
        Matcher matcher = Pattern.compile(" " + Pattern.quote(name) + "=(\\S+)").matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private String draw(String title) {
        leastX = powerBelow(leastX);
        mostX = powerAbove(mostX, leastX);
        leastY = powerBelow(leastY);
        mostY = powerAbove(mostY, leastY);
        say("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, HEIGHT);
        say("  font-family=\"sans-serif\" font-size=\"12\">");
        say("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        text(LEFT, 25, "start", "black", title);
        for (double x = leastX; x <= mostX * 1.01; x *= 10) {
            line(x(x), TOP, x(x), HEIGHT - BOTTOM, "#dddddd", "");
            text(x(x), HEIGHT - BOTTOM + 20, "middle", "black", shown(x));
        }
        for (double y = leastY; y <= mostY * 1.01; y *= 10) {
            line(LEFT, y(y), WIDTH - RIGHT, y(y), "#dddddd", "");
            text(LEFT - 8, y(y) + 4, "end", "black", shown(y));
        }
        int number = 0;
        for (Map.Entry<String, List<Point>> each : series.entrySet())
            draw(each.getKey(), each.getValue(), number++);
        return svg.append("</svg>\n").toString();
    }

    private void draw(String name, List<Point> points, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        for (Point p : points) {
            line(x(p.size()), y(p.low()), x(p.size()), y(p.high()), colour, "");
            say("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x(p.size()), y(p.cost()), colour);
        }
        text(WIDTH - RIGHT + 15, TOP + 10 + 40 * number, "start", colour, name);
        if (points.size() < 2) return;
        Growth growth = Growth.of(points);
        double from = points.stream().mapToDouble(Point::size).min().orElseThrow();
        double to = points.stream().mapToDouble(Point::size).max().orElseThrow();
        line(x(from), y(growth.at(from)), x(to), y(growth.at(to)), colour, "4 3");
        text(WIDTH - RIGHT + 15, TOP + 26 + 40 * number, "start", colour,
                "grows as size^%.2f".formatted(growth.exponent()));
    }

    private double x(double size) {
        return LEFT + (WIDTH - LEFT - RIGHT) * share(size, leastX, mostX);
    }

    private double y(double cost) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share(cost, leastY, mostY);
    }

    private static double share(double value, double least, double most) {
        return Math.log(value / least) / Math.log(most / least);
    }

    private static double powerBelow(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    private static double powerAbove(double value, double least) {
        return Math.max(10 * least, Math.pow(10, Math.ceil(Math.log10(value) - 1e-9)));
    }

    private static String shown(double value) {
        if (value >= 1e6) return "%.0f million".formatted(value / 1e6);
        return value >= 1 ? "%,.0f".formatted(value) : "%.4f".formatted(value).replaceAll("0+$", "");
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String dashes) {
        say("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"%s\"/>", x1, y1, x2,
                y2, colour, dashes);
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        say("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, colour,
                text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void say(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
