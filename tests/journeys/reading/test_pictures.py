"""Pictures keep what is seen: few colours none is lost of, and the same bytes twice."""

from base64 import b64encode

from tests.screenshots.png import smaller

BOXES = "".join(f'<p style="background: #{n * 4369:06x}">one</p>' for n in range(40))
SAME = """async (pictures) => {
  const pixels = async (encoded) => {
    const bitmap = await createImageBitmap(await (await fetch(encoded)).blob());
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    pen.drawImage(bitmap, 0, 0);
    return [...pen.getImageData(0, 0, bitmap.width, bitmap.height).data].join();
  };
  const [one, other] = await Promise.all(pictures.map(pixels));
  return one === other;
}"""


def test_a_picture_of_few_colours_keeps_each_of_them(chromium):
    page = chromium.new_page(viewport={"width": 120, "height": 80})
    page.set_content(f"<style>p {{ font-size: 0; block-size: 2px; margin: 0 }}</style>{BOXES}")
    taken = page.screenshot()

    first, second = smaller(page, taken), smaller(page, taken)

    assert first == second
    urls = [f"data:image/png;base64,{b64encode(picture).decode()}" for picture in (taken, first)]
    assert page.evaluate(SAME, urls)
    page.close()
