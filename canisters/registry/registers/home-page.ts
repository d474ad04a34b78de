const utf8 = new TextEncoder();

/** The page at `/`: what is registered here and where it is, in English and Urdu. */
export const HOME_PAGE = utf8.encode(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Public registry · عوامی رجسٹری</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}[lang=ur]{font-size:1.15rem}</style>
</head>
<body>
<main>
<h1>Public registry</h1>
<p>Every record here is public and certified by the subnet. Start from <a href="/records/index.json">the index</a>.</p>
<ul>
<li><a href="/records/models-page-0.json">Models</a></li>
<li><a href="/records/algorithms-page-0.json">Algorithms</a></li>
<li><a href="/records/datasets-page-0.json">Datasets</a></li>
<li><a href="/records/dependencies-page-0.json">Foreign dependencies</a></li>
</ul>
<section lang="ur" dir="rtl">
<h1>عوامی رجسٹری</h1>
<p>یہاں کا ہر اندراج عوامی ہے اور سب نیٹ سے تصدیق شدہ ہے۔ <a href="/records/index.json">فہرست</a> سے شروع کریں۔</p>
<ul>
<li><a href="/records/models-page-0.json">ماڈل</a></li>
<li><a href="/records/algorithms-page-0.json">الگورتھم</a></li>
<li><a href="/records/datasets-page-0.json">ڈیٹا سیٹ</a></li>
<li><a href="/records/dependencies-page-0.json">غیر ملکی انحصار</a></li>
</ul>
</section>
</main>
</body>
</html>
`);
