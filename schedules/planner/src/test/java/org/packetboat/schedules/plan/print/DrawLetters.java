package org.packetboat.schedules.plan.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Draws the letters of {@link Letters} from a font of this machine: {@code DrawLetters FOLDER}. The font is DejaVu
 * Sans, whose licence lets everybody use and change it.
 */
public final class DrawLetters {
    private static final String MORE = "–—‘’‚“”„…•€→◆✕";
    private static final int LARGE = 80;
    private static final int LINE = 56;
    private static final int FROM = 12;

    private DrawLetters() {}

    /** @param args the folder to write to */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        write(Path.of(args[0], "letters.gz"), new Font("DejaVu Sans", Font.PLAIN, 2 * Pen.Type.SMALL.pixels));
        write(Path.of(args[0], "letters-title.gz"), new Font("DejaVu Sans", Font.BOLD, 2 * Pen.Type.TITLE.pixels));
    }

    private static void write(Path file, Font font) throws IOException {
        StringBuilder all = new StringBuilder(MORE);
        for (char c = ' '; c < 0x180; c++)
            if (!Character.isISOControl(c)) all.append(c);
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeShort(all.length());
            for (char c : all.toString().toCharArray())
                write(out, font, c);
        }
    }

    private static void write(DataOutputStream out, Font font, char letter) throws IOException {
        BufferedImage image = new BufferedImage(LARGE, LARGE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        FontRenderContext context = new FontRenderContext(null, true, false);
        GlyphVector glyph = font.createGlyphVector(context, String.valueOf(letter));
        pen.drawGlyphVector(glyph, FROM, LINE);
        int left = LARGE;
        int right = -1;
        int top = LARGE;
        int bottom = -1;
        for (int y = 0; y < LARGE; y++) {
            for (int x = 0; x < LARGE; x++) {
                if (image.getRaster().getSample(x, y, 0) == 0) continue;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
        }
        int width = Math.max(0, right - left + 1);
        int height = Math.max(0, bottom - top + 1);
        out.writeChar(letter);
        out.writeByte(Math.round(glyph.getGlyphMetrics(0).getAdvanceX()));
        out.writeByte(width == 0 ? 0 : left - FROM);
        out.writeByte(width == 0 ? 0 : LINE - top);
        out.writeByte(width);
        out.writeByte(height);
        for (int y = top; y < top + height; y++)
            for (int x = left; x < left + width; x++)
                out.writeByte(image.getRaster().getSample(x, y, 0));
    }
}
