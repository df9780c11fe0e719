import { describe, expect, it } from 'vitest';
import from_libreoffice from './pasted/libreoffice.html?raw';
import resolution_from_libreoffice from './pasted/libreoffice_resolution.html?raw';
import from_word from './pasted/word.html?raw';
import { paragraphsOfHtml, paragraphsOfText } from './word_paste';

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0} --></style>
<xml><w:WordDocument></w:WordDocument></xml></head><body lang=TH><!--StartFragment-->
<p class=MsoNormal><span lang=TH style='font-family:"TH SarabunPSK"'>ด้วยเด็กและเยาวชน
นอกระบบการศึกษา&nbsp;มีจำนวนมาก<o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>๑.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]><b>ขอให้</b>สำนักงานศึกษาธิการค้นหาเด็ก<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>๑.๑<span>&nbsp;</span></span><![endif]>ทุกตำบล &lt;ภายใน 30 วัน&gt;</p>
<p class=MsoNormal>&nbsp;</p>
<!--EndFragment--></body></html>`;

describe('what is pasted', () => {
  it('from Word keeps paragraphs and levels, without the numbers and styles', () => {
    expect(paragraphsOfHtml(word)).toEqual([
      { kind: 'preambular', depth: 0, text: 'ด้วยเด็กและเยาวชน นอกระบบการศึกษา มีจำนวนมาก' },
      { kind: 'operative', depth: 0, text: 'ขอให้สำนักงานศึกษาธิการค้นหาเด็ก' },
      { kind: 'operative', depth: 1, text: 'ทุกตำบล <ภายใน 30 วัน>' },
    ]);
  });

  it('from LibreOffice keeps the levels of its lists', () => {
    expect(
      paragraphsOfHtml(
        '<p>Recalling</p><ol><li><p>Find</p><ol><li><p>every child</p></li></ol></li><li><p>Care</p></li></ol>',
      ),
    ).toEqual([
      { kind: 'preambular', depth: 0, text: 'Recalling' },
      { kind: 'operative', depth: 0, text: 'Find' },
      { kind: 'operative', depth: 1, text: 'every child' },
      { kind: 'operative', depth: 0, text: 'Care' },
    ]);
  });

  it('from Word 365 as it lies on the clipboard keeps every paragraph, level and word', () => {
    expect(paragraphsOfHtml(from_word)).toEqual([
      { kind: 'preambular', depth: 0, text: 'ร่างมติว่าด้วยการค้นหาเด็ก' },
      { kind: 'preambular', depth: 0, text: 'ตระหนักว่าเด็กและเยาวชนจำนวนมากอยู่นอก ระบบการศึกษา' },
      { kind: 'operative', depth: 0, text: 'ขอให้ศึกษาธิการจังหวัดค้นหาเด็กให้ครบทุกตำบล (5DE)' },
      { kind: 'operative', depth: 1, text: 'โดยร่วมกับอาสาสมัคร & กำนัน' },
      { kind: 'operative', depth: 0, text: 'ขอให้โรงพยาบาลดูแลเด็กที่พบภายใน 30 วัน' },
      { kind: 'operative', depth: 0, text: 'ขอให้จังหวัดรายงานผลทุก ๖ เดือน' },
    ]);
  });

  it('from LibreOffice 7.4 as it writes it keeps every paragraph, level and word', () => {
    expect(paragraphsOfHtml(from_libreoffice)).toEqual([
      { kind: 'preambular', depth: 0, text: 'ร่างมติว่าด้วยการค้นหาเด็ก' },
      { kind: 'preambular', depth: 0, text: 'ตระหนักว่าเด็กและเยาวชนจำนวนมากอยู่นอกระบบการศึกษา' },
      {
        kind: 'preambular',
        depth: 0,
        text: 'ระลึกถึงพระราชกฤษฎีกาว่าด้วยการบริหารงานเชิงพื้นที่แบบบูรณาการ พ.ศ. 2565',
      },
      { kind: 'operative', depth: 0, text: 'ขอให้ศึกษาธิการจังหวัดค้นหาเด็กให้ครบทุกตำบล' },
      { kind: 'operative', depth: 1, text: 'โดยร่วมกับอาสาสมัคร & กำนัน' },
      { kind: 'operative', depth: 1, text: 'ภายใน 30 วัน' },
      { kind: 'operative', depth: 0, text: 'ขอให้โรงพยาบาลดูแลเด็กที่พบ' },
    ]);
  });

  it('from a resolution of ours, opened in LibreOffice, is the resolution and nothing else', () => {
    const pasted = paragraphsOfHtml(resolution_from_libreoffice);
    expect(pasted.map(({ kind, depth }) => (kind === 'operative' ? depth : '-'))).toEqual(
      ['-', '-', '-', '-', '-', 0, 1, 1, 0, 0, 0, 0], // Its title and preamble; 1, 1.1, 1.2, 2 to 5.
    );
    expect(pasted[0]!.text).toBe('มติที่ ๑ การพัฒนาเด็กปฐมวัยให้เติบโตอย่างมีคุณภาพ');
    expect(pasted[6]!.text).toBe(
      'เมื่อพบเด็กพัฒนาการล่าช้า ให้ส่งต่อและเริ่มกระตุ้นพัฒนาการภายใน ๑๕ วัน และติดตามซ้ำจนกว่าจะสมวัย',
    );
    expect(pasted.at(-1)!.text).toBe(
      'ขอให้เครือข่ายวัดพัฒนาเด็กบ้านไผ่ เครือข่ายหอกระจายข่าวหมู่บ้าน และสถานีวิทยุชุมชน ' +
        'สื่อสารความรู้การเลี้ยงดูเด็กด้วยภาษาถิ่นที่ครอบครัวเข้าใจง่าย อย่างน้อยสัปดาห์ละหนึ่งครั้ง',
    );
  });

  it.each([
    ['๓.๑ ค้นหา', 1, 'ค้นหา'],
    ['ข้อ ๒ ค้นหา', 0, 'ค้นหา'],
    ['1) Find', 0, 'Find'],
    ['(2) Find', 0, 'Find'],
    ['3.1.2. Find', 2, 'Find'],
  ])('a number typed by hand is taken off: %s', (line, depth, text) => {
    const above = ['1. a', '1.1 b'].slice(0, depth).join('\n');
    expect(paragraphsOfText(`${above}\n${line}`).at(-1)).toEqual({
      kind: 'operative',
      depth,
      text,
    });
  });

  it.each(['2567 เป็นปีที่', '30 วันนับแต่วันนี้', '65 agencies'])(
    'a number that belongs to the sentence stays: %s',
    (line) => {
      expect(paragraphsOfText(line)).toEqual([{ kind: 'preambular', depth: 0, text: line }]);
    },
  );

  it('never goes two levels down at once', () => {
    expect(paragraphsOfText('1. a\n1.1.1 b').map(({ depth }) => depth)).toEqual([0, 1]);
  });

  it('brings no markup, script or style', () => {
    const all = paragraphsOfHtml(
      '<p onclick="x()">a<script>alert(1)</script><img src=x onerror=y></p>',
    );
    expect(all).toEqual([{ kind: 'preambular', depth: 0, text: 'a' }]);
  });

  it('that breaks off is read as far as it goes', () => {
    expect(paragraphsOfHtml('<p>a<b').map(({ text }) => text)).toEqual(['a<b']);
  });
});
